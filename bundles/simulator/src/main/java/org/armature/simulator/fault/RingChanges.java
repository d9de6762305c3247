package org.armature.simulator.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.armature.membership.MembershipEffect;
import org.armature.membership.MembershipEvent;
import org.armature.membership.MembershipView;
import org.armature.membership.RingChange;
import org.armature.model.Bytes;
import org.armature.model.NodeId;
import org.armature.protocol.Grant;
import org.armature.ring.Member;
import org.armature.ring.Replanning;
import org.armature.ring.Ring;
import org.armature.ring.RingState;
import org.armature.simulator.node.SimulatedNode;
import org.armature.simulator.world.Draw;

/** Operators who let nodes join and leave, give up dead ones and change their minds, as plans are committed. */
public final class RingChanges {
    /** Until an operator has committed a change that was begun with a fault, if nodes answer. */
    public static final long LONGEST_DELAY_NANOS = 5_000_000_000L;

    private static final long GRANT_MILLIS = 3_600_000;
    private static final long GIVE_UP_AGAIN_NANOS = 4_000_000_000L;
    private static final int ATTEMPTS_UNTIL_FORCED = 50;
    private static final long TO_BE_HEARD_NANOS = 2_500_000_000L;

    private final List<SimulatedNode> nodes;
    private final List<SimulatedNode> spares;
    private final int largestN;
    private final Consumer<SimulatedNode> joining;
    private boolean lostJoiner;
    /** Changes that an operator waits to commit. */
    private int toBeCommitted;

    /**
     * @param nodes all there are
     * @param spares those of them that are no members in the beginning; each joins once at most
     * @param largestN of any table: no fewer nodes are left
     * @param joining told of a spare that begins to join
     */
    public RingChanges(
            List<SimulatedNode> nodes, List<SimulatedNode> spares, int largestN, Consumer<SimulatedNode> joining) {
        this.joining = joining;
        this.nodes = nodes;
        this.spares = new ArrayList<>(spares);
        this.largestN = largestN;
    }

    public List<Fault> changes() {
        return List.of(
                new NamedFault("ring-join", this::join),
                new NamedFault("ring-leave", this::leave),
                new NamedFault("ring-cancel", this::cancel));
    }

    /** A node that never comes back. */
    public Fault giveUp(SimulatedNode victim) {
        return new NamedFault("ring-give-up", random -> giveUp(random, victim));
    }

    /** A node that never comes back from joining: what has moved to it is lost with it. One in a run at most. */
    public Fault giveUpJoiner() {
        return new NamedFault("ring-give-up-joiner", this::giveUpJoiner);
    }

    /**
     * Whether a change may still be committed by what was begun: a node that is slow hears of it long afterwards, when all
     * others stand by a ring that is not the last.
     */
    public boolean areUnderWay() {
        return toBeCommitted > 0 || nodes.stream().anyMatch(SimulatedNode::isBeingAsked);
    }

    private Optional<SimulatedNode> contact(SplittableRandom random) {
        List<SimulatedNode> running = nodes.stream()
                .filter(node -> node.ring()
                        .filter(view -> view.state().settled().members().containsKey(node.id()))
                        .isPresent())
                .toList();
        return running.isEmpty() ? Optional.empty() : Optional.of(Draw.oneOf(random, running));
    }

    private static void nothingToUndo() {}

    private static Bytes secret(NodeId node) {
        return Bytes.utf8("secret of " + node);
    }

    private Optional<Runnable> join(SplittableRandom random) {
        Optional<SimulatedNode> asked = contact(random);
        if (asked.isEmpty() || spares.isEmpty()) {
            return Optional.empty();
        }
        SimulatedNode contact = asked.get();
        SimulatedNode spare = spares.remove(0);
        Bytes digest = Grant.digestOf(secret(spare.id()));
        contact.ask(
                token -> new MembershipEvent.GrantAsked(token, spare.id(), GRANT_MILLIS, digest),
                given -> redeem(contact, spare, given));
        return Optional.of(RingChanges::nothingToUndo);
    }

    private void redeem(SimulatedNode contact, SimulatedNode spare, MembershipEffect answer) {
        if (answer instanceof MembershipEffect.GrantGiven given) {
            contact.ask(
                    token -> new MembershipEvent.RedeemAsked(
                            token, given.grant().id(), secret(spare.id()), spare.number() + 1L, spare.member()),
                    taken -> {
                        if (taken instanceof MembershipEffect.GrantTaken) {
                            spare.start();
                            joining.accept(spare);
                            toBeCommitted++;
                            contact.later(TO_BE_HEARD_NANOS, () -> commitJoin(contact, spare));
                        }
                    });
        }
    }

    private void commitJoin(SimulatedNode contact, SimulatedNode spare) {
        toBeCommitted--;
        contact.ring().ifPresent(view -> {
            List<Member> after =
                    new ArrayList<>(view.state().settled().members().values());
            after.add(spare.member());
            commit(contact, view.state(), after, new TreeSet<>(), false);
        });
    }

    private Optional<Runnable> leave(SplittableRandom random) {
        Optional<SimulatedNode> contact = contact(random);
        Optional<MembershipView> view = contact.flatMap(SimulatedNode::ring);
        if (view.isEmpty() || view.get().state().settled().members().size() <= Math.max(3, largestN)) {
            return Optional.empty();
        }
        List<Member> after =
                new ArrayList<>(view.get().state().settled().members().values());
        after.remove(random.nextInt(after.size()));
        commit(contact.get(), view.get().state(), after, new TreeSet<>(), false);
        return Optional.of(RingChanges::nothingToUndo);
    }

    private Optional<Runnable> giveUp(SplittableRandom random, SimulatedNode victim) {
        Optional<SimulatedNode> contact = contact(random).filter(node -> !node.equals(victim));
        Optional<MembershipView> view = contact.flatMap(SimulatedNode::ring);
        if (view.isEmpty()
                || view.get().state().settled().members().size() <= Math.max(3, largestN)
                || view.get().state().phase() != RingState.Phase.SETTLED
                || !view.get().state().settled().members().containsKey(victim.id())) {
            return Optional.empty();
        }
        loseForGood(victim);
        return Optional.of(RingChanges::nothingToUndo);
    }

    private Optional<Runnable> giveUpJoiner(SplittableRandom random) {
        Optional<RingState> state = contact(random).flatMap(SimulatedNode::ring).map(MembershipView::state);
        List<SimulatedNode> joiners = nodes.stream()
                .filter(node -> state.filter(now -> isJoining(node, now)).isPresent())
                .toList();
        if (lostJoiner || joiners.isEmpty()) {
            return Optional.empty();
        }
        lostJoiner = true;
        loseForGood(Draw.oneOf(random, joiners));
        return Optional.of(RingChanges::nothingToUndo);
    }

    private static boolean isJoining(SimulatedNode node, RingState state) {
        return isConcerned(node, state) && !state.settled().members().containsKey(node.id());
    }

    private void loseForGood(SimulatedNode victim) {
        victim.kill();
        victim.destroyed(() -> {
            victim.disk().wipe();
            victim.files().wipe();
        });
        victim.stayAway();
        removeDead(victim, 0);
    }

    /**
     * Until it is decided: whoever was asked may be down, or another change may be under way. If members have lost their
     * memory of votes too, no majority ever comes about, and an operator who sees that forces the change, at one node.
     */
    private void removeDead(SimulatedNode victim, int attempts) {
        boolean forced = attempts >= ATTEMPTS_UNTIL_FORCED;
        nodes.stream()
                .filter(node -> node.ring()
                        .filter(view -> isConcerned(victim, view.state()))
                        .isPresent())
                .limit(forced ? 1 : nodes.size())
                .forEach(node -> node.ring().ifPresent(view -> removeDead(node, victim, view.state(), forced)));
        victim.later(GIVE_UP_AGAIN_NANOS, () -> removeDead(victim, attempts + 1));
    }

    private static boolean isConcerned(SimulatedNode node, RingState state) {
        return state.members().containsKey(node.id()) && !state.dead().contains(node.id());
    }

    private void removeDead(SimulatedNode contact, SimulatedNode victim, RingState state, boolean forced) {
        SortedSet<NodeId> dead = new TreeSet<>(List.of(victim.id()));
        if (state.phase() == RingState.Phase.SETTLED) {
            List<Member> after = new ArrayList<>(state.settled().members().values());
            after.removeIf(member -> member.node().equals(victim.id()));
            commit(contact, state, after, dead, forced);
        } else {
            RingChange.Cancel change = new RingChange.Cancel(state.epoch(), dead, forced);
            contact.ask(token -> new MembershipEvent.ChangeAsked(token, change), ended -> {});
        }
    }

    private void commit(
            SimulatedNode contact, RingState state, List<Member> after, SortedSet<NodeId> dead, boolean forced) {
        if (state.phase() != RingState.Phase.SETTLED) {
            return;
        }
        RingChange.Commit change = new RingChange.Commit(state.epoch(), target(state.settled(), after), dead, forced);
        contact.ask(token -> new MembershipEvent.ChangeAsked(token, change), ended -> {});
    }

    /** As the plan would have it. */
    private Ring target(Ring before, List<Member> after) {
        return Replanning.of(before, after, Math.max(3, largestN)).ring();
    }

    private Optional<Runnable> cancel(SplittableRandom random) {
        Optional<SimulatedNode> contact = contact(random);
        Optional<MembershipView> view = contact.flatMap(SimulatedNode::ring);
        if (view.isEmpty() || view.get().state().phase() != RingState.Phase.FORWARD || random.nextInt(3) > 0) {
            return Optional.empty();
        }
        RingChange.Cancel change = new RingChange.Cancel(view.get().state().epoch(), new TreeSet<>(), false);
        contact.get().ask(token -> new MembershipEvent.ChangeAsked(token, change), ended -> {});
        return Optional.of(RingChanges::nothingToUndo);
    }
}
