package org.armature.ring;

import java.util.BitSet;

/** A set of moves of one transition and one N, by their numbers. Immutable. */
public final class MoveSet {
    public static final MoveSet EMPTY = new MoveSet(new BitSet());

    private final BitSet numbers;

    private MoveSet(BitSet numbers) {
        this.numbers = numbers;
    }

    /** The inverse of {@link #toBytes()}. */
    public static MoveSet of(byte[] bytes) {
        return new MoveSet(BitSet.valueOf(bytes));
    }

    public boolean contains(int number) {
        return numbers.get(number);
    }

    public MoveSet with(int number) {
        BitSet more = (BitSet) numbers.clone();
        more.set(number);
        return new MoveSet(more);
    }

    public MoveSet union(MoveSet other) {
        BitSet all = (BitSet) numbers.clone();
        all.or(other.numbers);
        return new MoveSet(all);
    }

    public boolean containsAll(MoveSet other) {
        BitSet missing = (BitSet) other.numbers.clone();
        missing.andNot(numbers);
        return missing.isEmpty();
    }

    public int size() {
        return numbers.cardinality();
    }

    /** One more than the highest number, 0 if there is none. */
    public int length() {
        return numbers.length();
    }

    /** A bit for each number, the lowest bit of the first byte for number 0. */
    public byte[] toBytes() {
        return numbers.toByteArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MoveSet that && numbers.equals(that.numbers);
    }

    @Override
    public int hashCode() {
        return numbers.hashCode();
    }

    @Override
    public String toString() {
        return numbers.toString();
    }
}
