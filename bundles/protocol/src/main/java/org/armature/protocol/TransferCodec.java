package org.armature.protocol;

import com.google.protobuf.MessageLite;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.armature.model.NodeId;
import org.armature.protocol.TransferMessage.CompareRecords;
import org.armature.protocol.TransferMessage.KeyedDigest;
import org.armature.protocol.TransferMessage.KeyedRecord;
import org.armature.protocol.TransferMessage.MoveName;
import org.armature.protocol.TransferMessage.Moved;
import org.armature.protocol.TransferMessage.RecordsLacking;
import org.armature.protocol.TransferMessage.TransferAnswer;
import org.armature.protocol.TransferMessage.TransferComplete;
import org.armature.protocol.TransferMessage.TransferOffer;
import org.armature.protocol.TransferMessage.TransferOfferTaken;
import org.armature.protocol.TransferMessage.TransferRecords;
import org.armature.protocol.internal.wire.Wire;

/** What nodes say when a place of preference lists goes from one holder to the next. */
final class TransferCodec {
    private static final int MAX_N = 255;

    private TransferCodec() {}

    static MessageLite toWire(TransferMessage message) {
        if (message instanceof TransferOffer offer) {
            return Wire.TransferOffer.newBuilder()
                    .setMove(toWire(offer.move()))
                    .setSession(offer.session())
                    .build();
        }
        if (message instanceof TransferOfferTaken taken) {
            return Wire.TransferOfferTaken.newBuilder()
                    .setHolds(taken.holds())
                    .setEmpty(taken.empty())
                    .build();
        }
        if (message instanceof TransferRecords records) {
            return toWire(records);
        }
        if (message instanceof TransferComplete complete) {
            return Wire.TransferComplete.newBuilder()
                    .setMove(toWire(complete.move()))
                    .setSession(complete.session())
                    .build();
        }
        if (message instanceof TransferAnswer answer) {
            Wire.TransferAnswer.Builder wire = Wire.TransferAnswer.newBuilder();
            answer.missing().forEach(node -> wire.addMissing(node.name()));
            return wire.build();
        }
        if (message instanceof CompareRecords compare) {
            return toWire(compare);
        }
        if (message instanceof RecordsLacking lacking) {
            return Wire.RecordsLacking.newBuilder()
                    .addAllNumbers(lacking.numbers())
                    .build();
        }
        if (message instanceof Moved moved) {
            return Wire.Moved.newBuilder()
                    .setMove(toWire(moved.move()))
                    .setTo(moved.to().name())
                    .build();
        }
        throw new AssertionError(message);
    }

    private static Wire.MoveName toWire(MoveName move) {
        return Wire.MoveName.newBuilder()
                .setChangeEpoch(move.changeEpoch())
                .setN(move.n())
                .setNumber(move.number())
                .setBack(move.back())
                .setPartition(move.partition())
                .build();
    }

    private static Wire.TransferRecords toWire(TransferRecords records) {
        Wire.TransferRecords.Builder wire = Wire.TransferRecords.newBuilder()
                .setMove(toWire(records.move()))
                .setSession(records.session())
                .setInstance(records.table().instance())
                .setTable(records.table().table());
        for (KeyedRecord each : records.records()) {
            wire.addRecords(Wire.KeyedRecord.newBuilder()
                    .setKey(Fields.shared(each.key().bytes()))
                    .setRecord(Fields.shared(each.record())));
        }
        return wire.build();
    }

    private static Wire.CompareRecords toWire(CompareRecords compare) {
        Wire.CompareRecords.Builder wire = Wire.CompareRecords.newBuilder()
                .setInstance(compare.table().instance())
                .setTable(compare.table().table())
                .setPartition(compare.partition());
        for (KeyedDigest each : compare.records()) {
            wire.addRecords(Wire.KeyedDigest.newBuilder()
                    .setKey(Fields.shared(each.key().bytes()))
                    .setDigest(Fields.shared(each.digest())));
        }
        return wire.build();
    }

    private static MoveName move(boolean present, Wire.MoveName wire) throws ProtocolException {
        Fields.require(present, "move");
        return new MoveName(
                Fields.between("change_epoch", wire.getChangeEpoch(), 1, Long.MAX_VALUE),
                Fields.between("n", wire.getN(), 1, MAX_N),
                Fields.between("number", wire.getNumber(), 0, Integer.MAX_VALUE),
                wire.getBack(),
                Fields.partition("partition", wire.getPartition()));
    }

    static TransferOffer offer(Wire.TransferOffer wire) throws ProtocolException {
        return new TransferOffer(move(wire.hasMove(), wire.getMove()), wire.getSession());
    }

    static TransferOfferTaken offerTaken(Wire.TransferOfferTaken wire) {
        return new TransferOfferTaken(wire.getHolds(), wire.getEmpty());
    }

    static TransferRecords records(Wire.TransferRecords wire) throws ProtocolException {
        List<KeyedRecord> records = new ArrayList<>();
        for (Wire.KeyedRecord each : wire.getRecordsList()) {
            Fields.require(!each.getRecord().isEmpty(), "records.record");
            records.add(new KeyedRecord(Fields.key(each.getKey()), Fields.bytes(each.getRecord())));
        }
        return new TransferRecords(
                move(wire.hasMove(), wire.getMove()),
                wire.getSession(),
                Fields.table(wire.getInstance(), wire.getTable()),
                List.copyOf(records));
    }

    static TransferComplete complete(Wire.TransferComplete wire) throws ProtocolException {
        return new TransferComplete(move(wire.hasMove(), wire.getMove()), wire.getSession());
    }

    static TransferAnswer answer(Wire.TransferAnswer wire) throws ProtocolException {
        SortedSet<NodeId> missing = new TreeSet<>();
        for (String node : wire.getMissingList()) {
            missing.add(Fields.node("missing", node));
        }
        return new TransferAnswer(missing);
    }

    static CompareRecords compare(Wire.CompareRecords wire) throws ProtocolException {
        List<KeyedDigest> digests = new ArrayList<>();
        for (Wire.KeyedDigest each : wire.getRecordsList()) {
            Fields.between("records.digest, its length,", each.getDigest().size(), DIGEST_BYTES, DIGEST_BYTES);
            digests.add(new KeyedDigest(Fields.key(each.getKey()), Fields.bytes(each.getDigest())));
        }
        return new CompareRecords(
                Fields.table(wire.getInstance(), wire.getTable()),
                Fields.partition("partition", wire.getPartition()),
                List.copyOf(digests));
    }

    private static final int DIGEST_BYTES = Message.ReplicaDigest.BYTES;

    static RecordsLacking lacking(Wire.RecordsLacking wire) throws ProtocolException {
        List<Integer> numbers = new ArrayList<>();
        int least = 0;
        for (int number : wire.getNumbersList()) {
            numbers.add(Fields.between("numbers", number, least, Integer.MAX_VALUE));
            least = number + 1;
        }
        return new RecordsLacking(List.copyOf(numbers));
    }

    static Moved moved(Wire.Moved wire) throws ProtocolException {
        return new Moved(move(wire.hasMove(), wire.getMove()), Fields.node("to", wire.getTo()));
    }
}
