package org.armature.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.armature.model.Key;
import org.armature.protocol.RepairMessage.CompareTrees;
import org.armature.protocol.RepairMessage.EntriesAsked;
import org.armature.protocol.RepairMessage.EntriesTold;
import org.armature.protocol.RepairMessage.KeyedHash;
import org.armature.protocol.RepairMessage.LeavesAsked;
import org.armature.protocol.RepairMessage.LeavesDoubted;
import org.armature.protocol.RepairMessage.LeavesTold;
import org.armature.protocol.RepairMessage.NotComparable;
import org.armature.protocol.RepairMessage.Place;
import org.armature.protocol.RepairMessage.RecordsAsked;
import org.armature.protocol.RepairMessage.RecordsTold;
import org.armature.protocol.RepairMessage.RepairRecords;
import org.armature.protocol.RepairMessage.TreesCompared;
import org.armature.protocol.TransferMessage.KeyedRecord;
import org.armature.protocol.internal.wire.Wire;

/** What two owners of a partition say when they compare what they hold. */
final class RepairCodec {
    private static final int MAX_LEAVES = 65_536;

    private RepairCodec() {}

    static MessageLite toWire(RepairMessage message) {
        if (message instanceof CompareTrees compare) {
            return Wire.CompareTrees.newBuilder()
                    .setPlace(toWire(compare.place()))
                    .setLeaves(compare.leaves())
                    .setRoot(compare.root())
                    .build();
        }
        if (message instanceof TreesCompared compared) {
            return Wire.TreesCompared.newBuilder()
                    .addAllBranches(compared.branches())
                    .build();
        }
        if (message instanceof LeavesAsked asked) {
            return Wire.LeavesAsked.newBuilder()
                    .setPlace(toWire(asked.place()))
                    .addAllBranches(asked.branches())
                    .build();
        }
        if (message instanceof LeavesTold told) {
            return Wire.LeavesTold.newBuilder().addAllHashes(told.hashes()).build();
        }
        if (message instanceof EntriesAsked asked) {
            return toWire(asked);
        }
        if (message instanceof EntriesTold told) {
            return toWire(told);
        }
        if (message instanceof RecordsAsked asked) {
            Wire.RecordsAsked.Builder wire = Wire.RecordsAsked.newBuilder().setPlace(toWire(asked.place()));
            asked.keys().forEach(key -> wire.addKeys(Fields.shared(key.bytes())));
            return wire.build();
        }
        if (message instanceof RecordsTold told) {
            Wire.RecordsTold.Builder wire =
                    Wire.RecordsTold.newBuilder().setKeys(told.keys()).setReapEpoch(told.reapEpoch());
            told.records().forEach(each -> wire.addRecords(toWire(each)));
            return wire.build();
        }
        if (message instanceof RepairRecords repair) {
            Wire.RepairRecords.Builder wire = Wire.RepairRecords.newBuilder().setPlace(toWire(repair.place()));
            repair.records().forEach(each -> wire.addRecords(toWire(each)));
            return wire.build();
        }
        if (message instanceof LeavesDoubted doubted) {
            return Wire.LeavesDoubted.newBuilder()
                    .setPlace(toWire(doubted.place()))
                    .addAllLeaves(doubted.leaves())
                    .build();
        }
        if (message instanceof NotComparable not) {
            return Wire.NotComparable.newBuilder().setWhy(not.why()).build();
        }
        throw new AssertionError(message);
    }

    private static Wire.RepairPlace toWire(Place place) {
        return Wire.RepairPlace.newBuilder()
                .setInstance(place.table().instance())
                .setTable(place.table().table())
                .setPartition(place.partition())
                .setEpoch(place.epoch())
                .setReapEpoch(place.reapEpoch())
                .build();
    }

    private static Wire.EntriesAsked toWire(EntriesAsked asked) {
        Wire.EntriesAsked.Builder wire =
                Wire.EntriesAsked.newBuilder().setPlace(toWire(asked.place())).addAllLeaves(asked.leaves());
        asked.behind().ifPresent(key -> wire.setBehind(Fields.shared(key.bytes())));
        return wire.build();
    }

    private static Wire.EntriesTold toWire(EntriesTold told) {
        Wire.EntriesTold.Builder wire = Wire.EntriesTold.newBuilder().setEnd(told.end());
        for (KeyedHash entry : told.entries()) {
            wire.addEntries(Wire.KeyedHash.newBuilder()
                    .setKey(Fields.shared(entry.key().bytes()))
                    .setHash(entry.hash()));
        }
        return wire.build();
    }

    private static Wire.KeyedRecord toWire(KeyedRecord record) {
        return Wire.KeyedRecord.newBuilder()
                .setKey(Fields.shared(record.key().bytes()))
                .setRecord(Fields.shared(record.record()))
                .build();
    }

    private static Place place(boolean present, Wire.RepairPlace wire) throws ProtocolException {
        Fields.require(present, "place");
        return new Place(
                Fields.table(wire.getInstance(), wire.getTable()),
                Fields.partition("partition", wire.getPartition()),
                Fields.between("epoch", wire.getEpoch(), 1, Long.MAX_VALUE),
                Fields.epoch("reap_epoch", wire.getReapEpoch()));
    }

    static CompareTrees compare(Wire.CompareTrees wire) throws ProtocolException {
        return new CompareTrees(
                place(wire.hasPlace(), wire.getPlace()),
                Fields.between("leaves", wire.getLeaves(), 1, MAX_LEAVES),
                wire.getRoot());
    }

    static TreesCompared compared(Wire.TreesCompared wire) {
        return new TreesCompared(List.copyOf(wire.getBranchesList()));
    }

    static LeavesAsked leavesAsked(Wire.LeavesAsked wire) throws ProtocolException {
        return new LeavesAsked(place(wire.hasPlace(), wire.getPlace()), ascending("branches", wire.getBranchesList()));
    }

    private static List<Integer> ascending(String field, List<Integer> wire) throws ProtocolException {
        List<Integer> numbers = new ArrayList<>();
        int least = 0;
        for (int number : wire) {
            numbers.add(Fields.between(field, number, least, MAX_LEAVES - 1));
            least = number + 1;
        }
        return List.copyOf(numbers);
    }

    static LeavesTold leavesTold(Wire.LeavesTold wire) {
        return new LeavesTold(List.copyOf(wire.getHashesList()));
    }

    static EntriesAsked entriesAsked(Wire.EntriesAsked wire) throws ProtocolException {
        Fields.require(wire.getLeavesCount() > 0, "leaves");
        return new EntriesAsked(
                place(wire.hasPlace(), wire.getPlace()),
                ascending("leaves", wire.getLeavesList()),
                wire.hasBehind() ? Optional.of(Fields.key(wire.getBehind())) : Optional.empty());
    }

    static EntriesTold entriesTold(Wire.EntriesTold wire) throws ProtocolException {
        List<KeyedHash> entries = new ArrayList<>();
        for (Wire.KeyedHash each : wire.getEntriesList()) {
            entries.add(new KeyedHash(Fields.key(each.getKey()), each.getHash()));
        }
        return new EntriesTold(List.copyOf(entries), wire.getEnd());
    }

    static RecordsAsked recordsAsked(Wire.RecordsAsked wire) throws ProtocolException {
        List<Key> keys = new ArrayList<>();
        for (ByteString key : wire.getKeysList()) {
            keys.add(Fields.key(key));
        }
        return new RecordsAsked(place(wire.hasPlace(), wire.getPlace()), List.copyOf(keys));
    }

    static RecordsTold recordsTold(Wire.RecordsTold wire) throws ProtocolException {
        return new RecordsTold(
                Fields.between("keys", wire.getKeys(), 0, Integer.MAX_VALUE),
                records(wire.getRecordsList()),
                Fields.epoch("reap_epoch", wire.getReapEpoch()));
    }

    static RepairRecords repair(Wire.RepairRecords wire) throws ProtocolException {
        return new RepairRecords(place(wire.hasPlace(), wire.getPlace()), records(wire.getRecordsList()));
    }

    private static List<KeyedRecord> records(List<Wire.KeyedRecord> wire) throws ProtocolException {
        List<KeyedRecord> records = new ArrayList<>();
        for (Wire.KeyedRecord each : wire) {
            Fields.require(!each.getRecord().isEmpty(), "records.record");
            records.add(new KeyedRecord(Fields.key(each.getKey()), Fields.bytes(each.getRecord())));
        }
        return List.copyOf(records);
    }

    static LeavesDoubted doubted(Wire.LeavesDoubted wire) throws ProtocolException {
        Fields.require(wire.getLeavesCount() > 0, "leaves");
        return new LeavesDoubted(place(wire.hasPlace(), wire.getPlace()), ascending("leaves", wire.getLeavesList()));
    }

    static NotComparable notComparable(Wire.NotComparable wire) {
        return new NotComparable(wire.getWhy());
    }
}
