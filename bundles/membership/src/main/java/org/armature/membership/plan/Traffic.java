package org.armature.membership.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.model.NodeId;
import org.armature.ring.Move;
import org.armature.ring.Piece;
import org.armature.ring.Transition;

/**
 * What a transition would send, as far as can be told beforehand: a node's bytes are taken to lie evenly in the pieces it
 * owns, divided among the N of tables as they are on the node that plans. A copy nobody hands over is made from all
 * living owners in equal parts.
 */
final class Traffic {
    private final Situation situation;
    private final Transition transition;
    private final SortedMap<NodeId, Long> in = new TreeMap<>();
    private final SortedMap<NodeId, Long> out = new TreeMap<>();
    private final SortedSet<Integer> pieces = new TreeSet<>();
    private int moves;
    private long bytes;

    private Traffic(Situation situation, Transition transition) {
        this.situation = situation;
        this.transition = transition;
    }

    static Traffic of(Situation situation, Transition transition) {
        Traffic traffic = new Traffic(situation, transition);
        situation.ns().forEach(traffic::addMoves);
        return traffic;
    }

    private void addMoves(int n) {
        SortedMap<NodeId, Double> owned = owned(n);
        for (Move move : transition.moves(n)) {
            moves++;
            pieces.add(move.piece().number());
            add(move, n, owned);
        }
    }

    /** The part of the ring that each node owns before. */
    private SortedMap<NodeId, Double> owned(int n) {
        SortedMap<NodeId, Double> owned = new TreeMap<>();
        for (Piece piece : transition.pieces()) {
            transition.ownersBefore(n, piece.number()).forEach(node -> owned.merge(node, piece.share(), Double::sum));
        }
        return owned;
    }

    private void add(Move move, int n, SortedMap<NodeId, Double> owned) {
        List<NodeId> givers = move.from()
                .map(List::of)
                .orElseGet(() -> living(transition.ownersBefore(n, move.piece().number())));
        double share = move.piece().share() * situation.partOfBytes(n);
        long carried = Math.round(givers.stream()
                .mapToDouble(giver -> share * held(giver).bytes() / owned.get(giver))
                .average()
                .orElse(0));
        in.merge(move.to(), carried, Long::sum);
        bytes += carried;
        long rest = carried;
        for (int giver = 0; giver < givers.size(); giver++) {
            long part = rest / (givers.size() - giver);
            out.merge(givers.get(giver), part, Long::sum);
            rest -= part;
        }
    }

    private Held held(NodeId node) {
        return situation.held().getOrDefault(node, Held.NOTHING);
    }

    private List<NodeId> living(List<NodeId> owners) {
        List<NodeId> living = new ArrayList<>(owners);
        living.removeAll(transition.dead());
        return living;
    }

    int moves() {
        return moves;
    }

    /** Whose owners change, for tables of some N there is. */
    int pieces() {
        return pieces.size();
    }

    long bytes() {
        return bytes;
    }

    long in(NodeId node) {
        return in.getOrDefault(node, 0L);
    }

    long out(NodeId node) {
        return out.getOrDefault(node, 0L);
    }

    /** Of the node that sends most, rounded up. */
    long seconds() {
        long most = out.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return most / situation.bytesPerSecond() + (most % situation.bytesPerSecond() == 0 ? 0 : 1);
    }
}
