package org.armature.ring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.armature.model.NodeId;

/**
 * Who holds the places of preference lists now: of a ring that stands its owners, while places move whoever each place
 * has come to. A place is one of a key's N copies; it goes from one holder to the next at one moment, so quorums meet in
 * places however far a transition has come. Immutable but for lists worked out when first asked for, and safe to share.
 */
public final class Ownership {
    private static final int MAX_N = 255;

    private final RingState state;
    private final Progress progress;
    private final Optional<Transition> transition;

    /** By N, then by piece; threads may race to fill a place, which is harmless: both work out the same list. */
    private final PreferenceList[][] lists = new PreferenceList[MAX_N + 1][];

    /** @param progress of another transition counts as none */
    public Ownership(RingState state, Progress progress) {
        this(
                state,
                progress.changeEpoch() == state.changeEpoch() ? progress : Progress.none(state.changeEpoch()),
                state.target().map(target -> Transition.between(state.settled(), target, state.dead())));
    }

    private Ownership(RingState state, Progress progress, Optional<Transition> transition) {
        this.state = state;
        this.progress = progress;
        this.transition = transition;
    }

    /** Of a ring that stands. */
    public static Ownership of(Ring ring) {
        return new Ownership(RingState.founding(ring), Progress.none(ring.epoch()));
    }

    /** The same transition, further on. */
    public Ownership with(Progress further) {
        return new Ownership(state, progress.merge(further), transition);
    }

    /**
     * Once this is known. Of a ring that stays what was worked out for it is shared; two that were forced may have one
     * epoch, so the rings themselves are compared.
     */
    public Ownership learning(RingState latest, Progress further) {
        return state.equals(latest) ? with(further) : new Ownership(latest, further);
    }

    public RingState state() {
        return state;
    }

    public Progress progress() {
        return progress;
    }

    /** Empty if nothing moves. */
    public Optional<Transition> transition() {
        return transition;
    }

    /** The ring by which keys are placed once nothing moves any more. */
    public Ring destination() {
        return state.destination();
    }

    /**
     * @param n at least 1; of an N beyond the number of hosts all hosts become owners
     * @return the holders of the key's places, and who stands in for them; of nodes to which a place is on its way none
     */
    public PreferenceList preferenceList(Position position, int n) {
        if (transition.isEmpty()) {
            return state.settled().preferenceList(position, n);
        }
        Piece piece = transition.get().pieceOf(position);
        PreferenceList[] ofN = lists[n];
        if (ofN == null) {
            ofN = new PreferenceList[transition.get().pieces().size()];
            lists[n] = ofN;
        }
        PreferenceList list = ofN[piece.number()];
        if (list == null) {
            list = inTransition(piece, n);
            ofN[piece.number()] = list;
        }
        return list;
    }

    private PreferenceList inTransition(Piece piece, int n) {
        List<Move> moves = transition.orElseThrow().movesOf(n, piece.number());
        List<NodeId> holders = new ArrayList<>(transition.orElseThrow().ownersBefore(n, piece.number()));
        List<NodeId> awaiting = new ArrayList<>();
        for (Move move : moves) {
            boolean moved = hasMoved(n, move);
            if (moved) {
                replace(holders, move, piece, n);
            }
            if (isOpen(n, move)) {
                (moved ? move.from() : Optional.of(move.to())).ifPresent(awaiting::add);
            }
        }
        return new PreferenceList(holders, fallbacks(piece, holders, awaiting));
    }

    /** A copy made of all takes the place of a holder that is dead, if there is one. */
    private void replace(List<NodeId> holders, Move move, Piece piece, int n) {
        List<NodeId> after = transition.orElseThrow().ownersAfter(n, piece.number());
        Optional<NodeId> former = move.from().or(() -> holders.stream()
                .filter(holder -> state.dead().contains(holder) && !after.contains(holder))
                .findFirst());
        if (former.isPresent()) {
            holders.set(holders.indexOf(former.get()), move.to());
        } else {
            holders.add(move.to());
        }
    }

    /**
     * In the order of the ring to come, each on a host of its own; none of them leaves: what it kept for others could be
     * stranded with it.
     */
    private List<NodeId> fallbacks(Piece piece, List<NodeId> holders, List<NodeId> awaiting) {
        Map<NodeId, Member> members = state.members();
        Map<String, NodeId> byHost = new LinkedHashMap<>();
        holders.forEach(holder -> byHost.put(members.get(holder).host(), holder));
        int taken = byHost.size();
        for (NodeId node : wholeList(state.destination(), piece)) {
            if (!awaiting.contains(node) && !state.dead().contains(node)) {
                byHost.putIfAbsent(members.get(node).host(), node);
            }
        }
        List<NodeId> all = new ArrayList<>(byHost.values());
        return all.subList(taken, all.size());
    }

    private static List<NodeId> wholeList(Ring ring, Piece piece) {
        return ring.preferenceList(piece.from(), ring.hosts()).owners();
    }

    /** Whether the move's taker is the holder now. */
    public boolean hasMoved(int n, Move move) {
        return progress.moved(n).contains(move.number())
                && !(state.phase() == RingState.Phase.BACK
                        && (progress.returned(n).contains(move.number())
                                || state.dead().contains(move.to())));
    }

    /** Whether every place of tables of this N is where it is to be. */
    public boolean isComplete(int n) {
        return movesLeft(n) == 0;
    }

    /** How many moves of this N are still to be made, or to be taken back. */
    public int movesLeft(int n) {
        return transition.isEmpty()
                ? 0
                : (int) transition.get().moves(n).stream()
                        .filter(move -> isOpen(n, move))
                        .count();
    }

    /** Whether this move is still to be made, or to be taken back. */
    public boolean isOpen(int n, Move move) {
        return switch (state.phase()) {
            case SETTLED -> false;
            case FORWARD -> !progress.moved(n).contains(move.number());
            case BACK -> hasMoved(n, move);
        };
    }

    /**
     * By which the node has given its place of the key to another, if it has in this transition; when the transition goes
     * back also before that, as long as the place has not come back. A copy that is given up then is nobody's.
     */
    public Optional<Move> movedAwayFrom(NodeId node, Position position, int n) {
        if (transition.isEmpty()) {
            return Optional.empty();
        }
        int piece = transition.get().pieceOf(position).number();
        boolean back = state.phase() == RingState.Phase.BACK;
        return transition.get().movesOf(n, piece).stream()
                .filter(move -> move.from().isPresent())
                .filter(move -> move.to().equals(node)
                        ? back && progress.returned(n).contains(move.number())
                        : move.from().filter(node::equals).isPresent() && hasMoved(n, move))
                .findFirst();
    }
}
