package org.armature.membership.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.armature.protocol.OperatorMessage.ThinCopies;
import org.armature.ring.Piece;
import org.armature.ring.Transition;

/** Whether every key has N copies throughout a transition, and what an operator has to accept where it has not. */
final class Copies {
    private final Situation situation;
    private final Transition transition;
    private final List<ThinCopies> thin = new ArrayList<>();
    private final List<String> losses = new ArrayList<>();

    private Copies(Situation situation, Transition transition) {
        this.situation = situation;
        this.transition = transition;
    }

    static Copies of(Situation situation, Transition transition) {
        Copies copies = new Copies(situation, transition);
        situation.ns().forEach(copies::count);
        return copies;
    }

    List<ThinCopies> thin() {
        return thin;
    }

    /** Sentences: what is given up for good. */
    List<String> losses() {
        return losses;
    }

    private void count(int n) {
        int hosts = transition.after().hosts();
        if (hosts < Math.min(n, transition.before().hosts())) {
            losses.add("tables of N=" + n + " would be left with " + hosts + (hosts == 1 ? " host" : " hosts")
                    + ": every key of theirs would have " + hosts + " of " + n + " copies from then on");
        }
        long lost = transition.pieces().stream()
                .filter(piece -> living(n, piece) == 0)
                .count();
        if (lost > 0) {
            losses.add(
                    "all owners of " + lost + " of " + transition.pieces().size() + " pieces of the ring, for tables of"
                            + " N=" + n + ", are given up: what only they hold would be lost");
        }
        addThin(n, false, piece -> living(n, piece), meanwhile(n));
        addThin(
                n,
                true,
                piece -> transition.ownersAfter(n, piece.number()).size(),
                "there are only " + hosts + " hosts");
    }

    private int living(int n, Piece piece) {
        return (int) transition.ownersBefore(n, piece.number()).stream()
                .filter(owner -> !transition.dead().contains(owner))
                .count();
    }

    private String meanwhile(int n) {
        int hosts = transition.before().hosts();
        return hosts < n
                ? "there are only " + hosts + " hosts until then"
                : transition.dead() + " is given up: copies are made anew by the other owners";
    }

    /** A lack that lasts is told once, as one that lasts. */
    private void addThin(int n, boolean lasting, ToIntFunction<Piece> copies, String why) {
        int pieces = 0;
        double share = 0;
        int fewest = n;
        for (Piece piece : transition.pieces()) {
            int enough = lasting
                    ? n
                    : Math.min(n, transition.ownersAfter(n, piece.number()).size());
            int there = copies.applyAsInt(piece);
            if (there < enough) {
                pieces++;
                share += piece.share();
                fewest = Math.min(fewest, there);
            }
        }
        if (pieces > 0) {
            long keys = KeyCount.of(situation, transition, n).in(share);
            thin.add(new ThinCopies(n, pieces, keys, fewest, lasting, why));
        }
    }
}
