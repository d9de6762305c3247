package org.armature.protocol;

import java.util.Comparator;
import java.util.zip.CRC32C;
import org.armature.ring.RingState;

/**
 * Tells one decided state of the ring from all others, and which of two is later. Only where two operators forced changes
 * on two sides at once do two states have one generation and epoch; then the check puts them into an order, the same
 * everywhere.
 *
 * @param generation outweighs the epoch
 * @param check of all the state says
 */
public record StateStamp(int generation, long epoch, int check) implements Comparable<StateStamp> {
    private static final Comparator<StateStamp> ORDER = Comparator.comparingInt(StateStamp::generation)
            .thenComparingLong(StateStamp::epoch)
            .thenComparing(StateStamp::check, Integer::compareUnsigned);

    /** Of nothing: earlier than any. */
    public static final StateStamp NONE = new StateStamp(0, 0, 0);

    /** Costs an encoding of the state. */
    public static StateStamp of(RingState state) {
        CRC32C crc = new CRC32C();
        crc.update(RingStateCodec.toWire(state).toByteArray());
        return new StateStamp(state.generation(), state.epoch(), (int) crc.getValue());
    }

    @Override
    public int compareTo(StateStamp other) {
        return ORDER.compare(this, other);
    }

    public boolean isLaterThan(StateStamp other) {
        return compareTo(other) > 0;
    }

    @Override
    public String toString() {
        return generation == 0 ? "ring epoch " + epoch : "ring epoch " + epoch + " of generation " + generation;
    }
}
