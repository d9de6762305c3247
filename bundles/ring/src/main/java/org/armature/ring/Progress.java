package org.armature.ring;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far the moves of a transition have come, for each N of the tables there are. What one node knows merges with what
 * others know: an earlier transition's gives way to a later one's, those of one transition are united. So merging is
 * commutative, associative and idempotent.
 *
 * @param changeEpoch of the transition, see {@link RingState#changeEpoch()}
 * @param moved by N, the moves whose new holder has everything, durably; an N that any node has tables of is there, if
 *     with an empty set
 * @param returned by N, those of them that were taken back since
 */
public record Progress(long changeEpoch, SortedMap<Integer, MoveSet> moved, SortedMap<Integer, MoveSet> returned) {
    public Progress {
        moved = Collections.unmodifiableSortedMap(new TreeMap<>(moved));
        returned = Collections.unmodifiableSortedMap(new TreeMap<>(returned));
    }

    public static Progress none(long changeEpoch) {
        return new Progress(changeEpoch, new TreeMap<>(), new TreeMap<>());
    }

    public MoveSet moved(int n) {
        return moved.getOrDefault(n, MoveSet.EMPTY);
    }

    public MoveSet returned(int n) {
        return returned.getOrDefault(n, MoveSet.EMPTY);
    }

    /** There are tables of this N. */
    public Progress announcing(int n) {
        return moved.containsKey(n) ? this : new Progress(changeEpoch, united(moved, n, MoveSet.EMPTY), returned);
    }

    public Progress withMoved(int n, int move) {
        return new Progress(changeEpoch, united(moved, n, moved(n).with(move)), returned);
    }

    public Progress withReturned(int n, int move) {
        return new Progress(changeEpoch, moved, united(returned, n, returned(n).with(move)));
    }

    public Progress merge(Progress other) {
        if (changeEpoch != other.changeEpoch) {
            return changeEpoch > other.changeEpoch ? this : other;
        }
        return new Progress(changeEpoch, united(moved, other.moved), united(returned, other.returned));
    }

    private static SortedMap<Integer, MoveSet> united(
            SortedMap<Integer, MoveSet> one, SortedMap<Integer, MoveSet> other) {
        SortedMap<Integer, MoveSet> all = new TreeMap<>(one);
        other.forEach((n, moves) -> all.merge(n, moves, MoveSet::union));
        return all;
    }

    private static SortedMap<Integer, MoveSet> united(SortedMap<Integer, MoveSet> one, int n, MoveSet moves) {
        SortedMap<Integer, MoveSet> all = new TreeMap<>(one);
        all.merge(n, moves, MoveSet::union);
        return all;
    }
}
