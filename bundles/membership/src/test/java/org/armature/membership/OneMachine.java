package org.armature.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.armature.model.NodeId;
import org.armature.protocol.MemberInfo;
import org.armature.protocol.MembershipMessage;
import org.armature.protocol.Message;
import org.armature.protocol.SavedMembership;
import org.armature.protocol.StateStamp;
import org.armature.ring.Member;
import org.armature.ring.Ring;
import org.armature.ring.RingState;

/** Node n0 of a cluster of three, told everything by the test. */
final class OneMachine {
    static final NodeId N0 = new NodeId("n0");
    static final NodeId N1 = new NodeId("n1");
    static final NodeId N2 = new NodeId("n2");
    static final RingState FOUNDING = RingState.founding(ring(3));
    static final StateStamp STAMP = StateStamp.of(FOUNDING);
    static final long WALL = 1_700_000_000_000L;

    final Membership machine;
    private long millis;
    private long tokens;
    List<MembershipEffect> effects = List.of();

    OneMachine() {
        this(Optional.empty());
    }

    OneMachine(Optional<SavedMembership> saved) {
        this(saved, FOUNDING);
    }

    OneMachine(Optional<SavedMembership> saved, RingState founding) {
        machine = new Membership(
                MembershipSettings.of(new Identity(member(0), 77, 1, 1, "test")),
                saved,
                founding,
                (state, done, n) -> 0);
        tell(new MembershipEvent.TimePassed(1));
    }

    static Member member(int i) {
        return TestCluster.member("n" + i, 7_000 + i);
    }

    static Ring ring(int nodes) {
        return TestCluster.ring(
                IntStream.range(0, nodes).mapToObj(OneMachine::member).toList());
    }

    static MemberInfo info(Member member, long start, long version) {
        return new MemberInfo(
                member,
                start,
                start,
                version,
                5,
                1,
                1,
                "test",
                TestCluster.PARTITIONS,
                3,
                STAMP,
                Collections.emptySortedSet(),
                MemberInfo.Load.NONE,
                Collections.emptySortedMap());
    }

    /** Has heard of the others, and may vote. */
    OneMachine acquainted() {
        for (int i = 1; i <= 2; i++) {
            asked(member(i).node(), gossip(info(member(i), 1, 1)));
            tell(new MembershipEvent.PeerUp(member(i).node()));
        }
        for (MembershipEffect.Send send : sent(MembershipMessage.Recall.class)) {
            tell(new MembershipEvent.Answered(send.to(), send.call(), new MembershipMessage.Noted(STAMP, 0)));
        }
        assertEquals(Optional.empty(), machine.view().withheld());
        return this;
    }

    static MembershipMessage gossip(MemberInfo... infos) {
        return new MembershipMessage.GossipEntries(new MembershipMessage.Entries(
                Optional.empty(), Optional.empty(), List.of(infos), List.of(), List.of()));
    }

    static MembershipMessage gossip(RingState state) {
        return new MembershipMessage.GossipEntries(MembershipMessage.Entries.of(state));
    }

    private final List<MembershipEffect.Send> everSent = new ArrayList<>();

    List<MembershipEffect.Send> sent(Class<? extends MembershipMessage> kind) {
        return everSent.stream().filter(send -> kind.isInstance(send.message())).toList();
    }

    void tell(MembershipEvent event) {
        effects = machine.on(event, millis * 1_000_000, WALL + millis);
        everSent.addAll(effects(MembershipEffect.Send.class));
    }

    void pass(long more) {
        millis += more;
        tell(new MembershipEvent.TimePassed(millis));
    }

    /** @return the answer */
    Message asked(NodeId from, MembershipMessage message) {
        long token = ++tokens;
        tell(new MembershipEvent.Asked(token, from, (MembershipMessage) TestCluster.copied(message)));
        return effects(MembershipEffect.Answer.class).stream()
                .filter(answer -> answer.token() == token)
                .findFirst()
                .orElseThrow()
                .message();
    }

    <T extends MembershipEffect> List<T> effects(Class<T> kind) {
        return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <T extends MembershipEffect> T effect(Class<T> kind) {
        List<T> all = effects(kind);
        assertEquals(1, all.size(), () -> kind.getSimpleName() + " in " + effects);
        return all.get(0);
    }

    /** Saved before anything else is done. */
    SavedMembership savedFirst() {
        return TestCluster.copied(((MembershipEffect.Save) effects.get(0)).image());
    }
}
