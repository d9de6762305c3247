package org.armature.simulator.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.armature.membership.ChangeOutcome;
import org.armature.membership.MembershipEffect;
import org.armature.membership.MembershipEvent;
import org.armature.membership.MembershipView;
import org.armature.membership.RingChange;
import org.armature.membership.Standing;
import org.armature.model.Bytes;
import org.armature.model.NodeId;
import org.armature.protocol.Grant;
import org.armature.ring.Member;
import org.armature.ring.Replanning;
import org.armature.ring.RingState;
import org.armature.simulator.check.FinalLook;
import org.armature.simulator.node.SimulatedNode;

/** Lets nodes into a scenario's cluster, and plans and commits changes of its ring. */
public final class Operator {
    private static final long GRANT_MILLIS = 3_600_000;
    private static final long SECOND = 1_000_000_000L;
    private static final long LONGEST_WAIT = 300 * SECOND;
    private static final long TO_BE_HEARD_SECONDS = 4;

    private final Scenario cluster;

    Operator(Scenario cluster) {
        this.cluster = cluster;
    }

    /** What a node knows of the ring. */
    public RingState ring(String name) {
        return view(name).state();
    }

    public MembershipView view(String name) {
        return cluster.node(name).ring().orElseThrow();
    }

    /** What a node that runs says that it is to the cluster. */
    public Standing standing(String name) {
        return view(name).standing();
    }

    /**
     * Grants a node that does not run that it may join, lets it redeem that, and starts it; returns when members have
     * heard of it.
     *
     * @throws AssertionError if it may not join
     */
    public void letIn(String via, String newcomer) {
        SimulatedNode contact = cluster.node(via);
        SimulatedNode node = cluster.node(newcomer);
        Bytes secret = Bytes.utf8("secret of " + newcomer);
        MembershipEffect given = answer(
                contact,
                token -> new MembershipEvent.GrantAsked(token, node.id(), GRANT_MILLIS, Grant.digestOf(secret)));
        Grant grant = ((MembershipEffect.GrantGiven) given).grant();
        MembershipEffect taken = answer(
                contact,
                token -> new MembershipEvent.RedeemAsked(token, grant.id(), secret, node.number() + 1L, node.member()));
        if (!(taken instanceof MembershipEffect.GrantTaken)) {
            throw new AssertionError(newcomer + " may not join: " + taken);
        }
        cluster.startSpare(node);
        cluster.pass(TO_BE_HEARD_SECONDS);
    }

    private MembershipEffect answer(SimulatedNode contact, LongFunction<MembershipEvent> question) {
        AtomicReference<MembershipEffect> answer = new AtomicReference<>();
        contact.ask(question, answer::set);
        cluster.waitUntil(LONGEST_WAIT, () -> answer.get() != null);
        return answer.get();
    }

    /**
     * Plans on the ring that a node knows, has it commit the plan, and returns what became of it.
     *
     * @param members there shall be
     * @param dead whose copies are given up
     */
    public ChangeOutcome commit(String via, List<String> members, String... dead) {
        return ended(begin(via, members, dead));
    }

    /** The same, not waiting for how it ends; it is told once it is known. */
    public Supplier<Optional<ChangeOutcome>> begin(String via, List<String> members, String... dead) {
        RingState state = ring(via);
        List<Member> after = new ArrayList<>();
        members.forEach(name -> after.add(cluster.node(name).member()));
        return change(
                via,
                new RingChange.Commit(
                        state.epoch(),
                        Replanning.of(state.settled(), after, cluster.largestN())
                                .ring(),
                        ids(dead),
                        false));
    }

    /** Takes the change under way back. */
    public ChangeOutcome cancel(String via) {
        return ended(change(via, new RingChange.Cancel(ring(via).epoch(), ids(), false)));
    }

    private static SortedSet<NodeId> ids(String... names) {
        return new TreeSet<>(Arrays.stream(names).map(NodeId::new).toList());
    }

    private Supplier<Optional<ChangeOutcome>> change(String via, RingChange change) {
        AtomicReference<ChangeOutcome> outcome = new AtomicReference<>();
        cluster.node(via)
                .ask(
                        token -> new MembershipEvent.ChangeAsked(token, change),
                        ended -> outcome.set(((MembershipEffect.ChangeEnded) ended).outcome()));
        return () -> Optional.ofNullable(outcome.get());
    }

    private ChangeOutcome ended(Supplier<Optional<ChangeOutcome>> begun) {
        cluster.waitUntil(LONGEST_WAIT, () -> begun.get().isPresent());
        return begun.get().orElseThrow();
    }

    /**
     * Whether, within some minutes, all that run know one ring, former members too, and it stands, and no old copy is
     * left.
     */
    public boolean comesToStand() {
        FinalLook look = cluster.look();
        return cluster.waitUntil(
                LONGEST_WAIT,
                () -> cluster.ringsKnown() == 1
                        && look.ringStands()
                        && look.leftovers().isEmpty());
    }
}
