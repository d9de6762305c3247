package org.armature.protocol;

import com.google.protobuf.MessageLite;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.armature.model.ActorId;
import org.armature.protocol.ReapingMessage.EpochRaised;
import org.armature.protocol.ReapingMessage.HeldAlike;
import org.armature.protocol.ReapingMessage.HeldAsked;
import org.armature.protocol.ReapingMessage.RaiseEpoch;
import org.armature.protocol.ReapingMessage.Reap;
import org.armature.protocol.ReapingMessage.Reaped;
import org.armature.protocol.ReapingMessage.Reaping;
import org.armature.protocol.ReapingMessage.StaleEpoch;
import org.armature.protocol.RepairMessage.KeyedHash;
import org.armature.protocol.internal.wire.Wire;

/** What nodes say before deleted data is removed for good. */
final class ReapingCodec {
    private static final int MAX_KEYS = 65_536;

    private ReapingCodec() {}

    static MessageLite toWire(ReapingMessage message) {
        if (message instanceof RaiseEpoch raise) {
            return Wire.RaiseEpoch.newBuilder()
                    .setPartition(raise.partition())
                    .setRingEpoch(raise.ringEpoch())
                    .setRaised(raise.raised())
                    .setSettled(raise.settled())
                    .build();
        }
        if (message instanceof EpochRaised raised) {
            return Wire.EpochRaised.newBuilder().setWaitsFor(raised.waitsFor()).build();
        }
        if (message instanceof HeldAsked asked) {
            return toWire(asked);
        }
        if (message instanceof HeldAlike alike) {
            return Wire.HeldAlike.newBuilder().addAllNumbers(alike.numbers()).build();
        }
        if (message instanceof Reap reap) {
            return toWire(reap);
        }
        if (message instanceof Reaped reaped) {
            return Wire.Reaped.newBuilder().addAllNumbers(reaped.numbers()).build();
        }
        if (message instanceof StaleEpoch stale) {
            return Wire.StaleEpoch.newBuilder()
                    .setPartition(stale.partition())
                    .setSettled(stale.settled())
                    .build();
        }
        throw new AssertionError(message);
    }

    private static Wire.HeldAsked toWire(HeldAsked asked) {
        Wire.HeldAsked.Builder wire = Wire.HeldAsked.newBuilder()
                .setInstance(asked.table().instance())
                .setTable(asked.table().table())
                .setPartition(asked.partition())
                .setRingEpoch(asked.ringEpoch());
        for (KeyedHash each : asked.keys()) {
            wire.addKeys(Wire.KeyedHash.newBuilder()
                    .setKey(Fields.shared(each.key().bytes()))
                    .setHash(each.hash()));
        }
        return wire.build();
    }

    private static Wire.Reap toWire(Reap reap) {
        Wire.Reap.Builder wire = Wire.Reap.newBuilder()
                .setInstance(reap.table().instance())
                .setTable(reap.table().table())
                .setPartition(reap.partition())
                .setRingEpoch(reap.ringEpoch())
                .setSettled(reap.settled());
        reap.keys().forEach(each -> wire.addKeys(toWire(each)));
        return wire.build();
    }

    private static Wire.Reaping toWire(Reaping reaping) {
        Wire.Reaping.Builder wire = Wire.Reaping.newBuilder()
                .setKey(Fields.shared(reaping.key().bytes()))
                .setHash(reaping.hash());
        for (ActorId actor : reaping.dropped()) {
            wire.addDropped(Wire.ActorId.newBuilder()
                    .setNode(actor.node().name())
                    .setIncarnation(actor.incarnation())
                    .setEpoch(actor.epoch()));
        }
        return wire.build();
    }

    static RaiseEpoch raise(Wire.RaiseEpoch wire) throws ProtocolException {
        long raised = Fields.epoch("raised", wire.getRaised());
        return new RaiseEpoch(
                Fields.partition("partition", wire.getPartition()),
                ringEpoch(wire.getRingEpoch()),
                raised,
                Fields.between("settled", wire.getSettled(), 0, raised));
    }

    private static long ringEpoch(long wire) throws ProtocolException {
        return Fields.between("ring_epoch", wire, 1, Long.MAX_VALUE);
    }

    static EpochRaised raised(Wire.EpochRaised wire) {
        return new EpochRaised(wire.getWaitsFor());
    }

    static HeldAsked heldAsked(Wire.HeldAsked wire) throws ProtocolException {
        Fields.between("keys' number", wire.getKeysCount(), 0, MAX_KEYS);
        List<KeyedHash> keys = new ArrayList<>(wire.getKeysCount());
        for (Wire.KeyedHash each : wire.getKeysList()) {
            keys.add(new KeyedHash(Fields.key(each.getKey()), each.getHash()));
        }
        return new HeldAsked(
                Fields.table(wire.getInstance(), wire.getTable()),
                Fields.partition("partition", wire.getPartition()),
                ringEpoch(wire.getRingEpoch()),
                List.copyOf(keys));
    }

    static HeldAlike heldAlike(Wire.HeldAlike wire) throws ProtocolException {
        return new HeldAlike(ascending(wire.getNumbersList()));
    }

    private static List<Integer> ascending(List<Integer> wire) throws ProtocolException {
        List<Integer> numbers = new ArrayList<>();
        int least = 0;
        for (int number : wire) {
            numbers.add(Fields.between("numbers", number, least, MAX_KEYS - 1));
            least = number + 1;
        }
        return List.copyOf(numbers);
    }

    static Reap reap(Wire.Reap wire) throws ProtocolException {
        Fields.between("keys' number", wire.getKeysCount(), 0, MAX_KEYS);
        List<Reaping> keys = new ArrayList<>(wire.getKeysCount());
        for (Wire.Reaping each : wire.getKeysList()) {
            keys.add(new Reaping(Fields.key(each.getKey()), each.getHash(), dropped(each)));
        }
        return new Reap(
                Fields.table(wire.getInstance(), wire.getTable()),
                Fields.partition("partition", wire.getPartition()),
                ringEpoch(wire.getRingEpoch()),
                Fields.epoch("settled", wire.getSettled()),
                List.copyOf(keys));
    }

    private static SortedSet<ActorId> dropped(Wire.Reaping wire) throws ProtocolException {
        Fields.between("dropped actors' number", wire.getDroppedCount(), 0, ActorEntry.LIMIT);
        SortedSet<ActorId> dropped = new TreeSet<>();
        for (Wire.ActorId each : wire.getDroppedList()) {
            ActorId actor =
                    new ActorId(Fields.node("dropped.node", each.getNode()), each.getIncarnation(), each.getEpoch());
            if (!dropped.isEmpty() && actor.compareTo(dropped.last()) <= 0) {
                throw Fields.wrong("dropped", actor, "sorted, each once");
            }
            dropped.add(actor);
        }
        return dropped;
    }

    static Reaped reaped(Wire.Reaped wire) throws ProtocolException {
        return new Reaped(ascending(wire.getNumbersList()));
    }

    static StaleEpoch stale(Wire.StaleEpoch wire) throws ProtocolException {
        return new StaleEpoch(
                Fields.partition("partition", wire.getPartition()), Fields.epoch("settled", wire.getSettled()));
    }
}
