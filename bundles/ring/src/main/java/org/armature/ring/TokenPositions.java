package org.armature.ring;

import java.util.AbstractList;
import java.util.Collections;
import java.util.List;
import java.util.RandomAccess;

/** Where the tokens of a ring of strategy 3 stand: token {@code p} at the start of partition {@code p} of Q. */
final class TokenPositions extends AbstractList<Position> implements RandomAccess {
    private final int partitions;

    TokenPositions(int partitions) {
        this.partitions = partitions;
    }

    /** The first of ascending positions that is not before this one; 0, as on a circle, if all are. */
    static int atOrAfter(List<Position> positions, Position position) {
        int found = Collections.binarySearch(positions, position);
        int at = found >= 0 ? found : -found - 1;
        return at == positions.size() ? 0 : at;
    }

    @Override
    public Position get(int partition) {
        return Position.startOf(partition, partitions);
    }

    @Override
    public int size() {
        return partitions;
    }
}
