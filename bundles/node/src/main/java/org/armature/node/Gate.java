package org.armature.node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.armature.ring.Piece;

/**
 * The fence of a transfer: what would read or change this node's own copy of a key whose place is being handed over waits
 * here until it is known who holds the place.
 */
final class Gate {
    enum Verdict {
        /** This node still holds the place. */
        HELD,
        /** Another node holds it now. */
        GIVEN,
        /** It is not known for too long: nothing is done here. */
        UNKNOWN
    }

    interface Waiting {
        void go(Verdict verdict);
    }

    private static final int MAX_WAITING = 4_096;

    private record Place(int n, int piece) {}

    private static final class Fence {
        private final Piece piece;
        private List<Waiting> waiting = new ArrayList<>();
        private boolean inDoubt;

        Fence(Piece piece) {
            this.piece = piece;
        }
    }

    private final Map<Place, Fence> fences = new LinkedHashMap<>();
    private int waiting;

    boolean isShut(Located at) {
        return !fences.isEmpty() && fenceOf(at) != null;
    }

    private Fence fenceOf(Located at) {
        for (Map.Entry<Place, Fence> fence : fences.entrySet()) {
            if (fence.getKey().n() == at.table().n() && fence.getValue().piece.contains(at.position())) {
                return fence.getValue();
            }
        }
        return null;
    }

    /** To be called only where the gate is shut. */
    void await(Located at, Waiting later) {
        Fence fence = fenceOf(at);
        if (fence.inDoubt || waiting >= MAX_WAITING) {
            later.go(Verdict.UNKNOWN);
        } else {
            waiting++;
            fence.waiting.add(later);
        }
    }

    void shut(int n, Piece piece) {
        fences.putIfAbsent(new Place(n, piece.number()), new Fence(piece));
    }

    /** Who holds the place will not be known soon: nothing waits for it any more. */
    void doubt(int n, Piece piece) {
        Fence fence = fences.get(new Place(n, piece.number()));
        if (fence != null && !fence.inDoubt) {
            fence.inDoubt = true;
            release(fence, Verdict.UNKNOWN);
        }
    }

    void open(int n, Piece piece, Verdict verdict) {
        Fence fence = fences.remove(new Place(n, piece.number()));
        if (fence != null) {
            release(fence, verdict);
        }
    }

    /** Why nothing was done. */
    static String words(Verdict verdict, Located at) {
        return verdict == Verdict.GIVEN
                ? "this node has handed its place of " + at + " to another"
                : "this node is handing over its place of " + at + ", and does not know yet whether it still holds it";
    }

    private void release(Fence fence, Verdict verdict) {
        List<Waiting> released = fence.waiting;
        fence.waiting = new ArrayList<>();
        waiting -= released.size();
        released.forEach(each -> each.go(verdict));
    }
}
