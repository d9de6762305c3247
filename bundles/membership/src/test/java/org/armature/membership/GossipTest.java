package org.armature.membership;

import static org.armature.membership.OneMachine.N0;
import static org.armature.membership.OneMachine.N1;
import static org.armature.membership.OneMachine.N2;
import static org.armature.membership.OneMachine.STAMP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.armature.model.NodeId;
import org.armature.protocol.EntryKey;
import org.armature.protocol.MemberInfo;
import org.armature.protocol.MembershipMessage.Entries;
import org.armature.protocol.MembershipMessage.EntryDigest;
import org.armature.protocol.MembershipMessage.GossipBuckets;
import org.armature.protocol.MembershipMessage.GossipDifferences;
import org.armature.protocol.MembershipMessage.GossipDigests;
import org.armature.protocol.MembershipMessage.GossipEntries;
import org.armature.protocol.MembershipMessage.GossipOpening;
import org.armature.protocol.MembershipMessage.Noted;
import org.armature.protocol.Message;
import org.armature.protocol.MessageCodec;
import org.armature.protocol.StateStamp;
import org.armature.ring.Progress;
import org.armature.ring.RingState;
import org.junit.jupiter.api.Test;

/** A round of gossip (Dynamo §4.8.1): from one hash to what differs, and no more than that. */
final class GossipTest {
    private static final int ALL = -1;

    @Test
    void aRoundInWhichNothingDiffersIsTwoMessagesOfLessThanAHundredBytesTogether() {
        TestCluster cluster = TestCluster.settled(3, 1);
        TestNode node = cluster.node("n0");
        int before = node.told.size();
        cluster.run(3_000);
        List<MembershipEffect> told = node.told.subList(before, node.told.size());
        MembershipEffect.Send opening = told.stream()
                .filter(MembershipEffect.Send.class::isInstance)
                .map(MembershipEffect.Send.class::cast)
                .findFirst()
                .orElseThrow();
        MembershipEffect.Answer answer = told.stream()
                .filter(MembershipEffect.Answer.class::isInstance)
                .map(MembershipEffect.Answer.class::cast)
                .findFirst()
                .orElseThrow();
        assertEquals(new Noted(STAMP, 0), answer.message());
        int bytes = MessageCodec.encodeFrame(1, opening.message()).length
                + MessageCodec.encodeFrame(1, answer.message()).length;
        assertTrue(bytes < 100, bytes + " bytes");
    }

    @Test
    void aPeerThatMayKnowALaterRingIsAskedAtOnceUnlessItIsDown() {
        OneMachine machine = new OneMachine().acquainted();
        machine.tell(new MembershipEvent.RingsDiffer(N2));
        MembershipEffect.Send sent = machine.effect(MembershipEffect.Send.class);
        assertEquals(N2, sent.to());
        assertEquals(STAMP, ((GossipOpening) sent.message()).state());

        machine.tell(new MembershipEvent.PeerDown(N1));
        machine.tell(new MembershipEvent.RingsDiffer(N1));
        assertEquals(List.of(), machine.effects(MembershipEffect.Send.class));
    }

    @Test
    void whoeverDiffersGetsHashesOfBuckets() {
        OneMachine machine = new OneMachine().acquainted();
        Message answer = machine.asked(N1, new GossipOpening(1, STAMP, TestCluster.PARTITIONS, 3, 1));
        assertEquals(STAMP, ((GossipBuckets) answer).state());
    }

    @Test
    void onlyWhatIsNewerOnEitherSideTravels() {
        OneMachine machine = new OneMachine().acquainted();
        List<EntryDigest> theirs = List.of(
                EntryKey.digest(machine.machine.view().infos().get(N0)),
                new EntryDigest(EntryKey.ofMember(N1), 1, 2),
                new EntryDigest(EntryKey.ofMember(N2), 1, 0),
                new EntryDigest(EntryKey.ofMember(new NodeId("stranger")), 1, 2));
        GossipDifferences differences =
                (GossipDifferences) machine.asked(N1, new GossipDigests(STAMP, progressHash(), ALL, theirs));
        assertEquals(
                List.of(N2),
                differences.entries().members().stream().map(MemberInfo::node).toList());
        assertEquals(List.of(EntryKey.ofMember(N1)), differences.wanted());
        assertTrue(!differences.wantsState() && !differences.wantsProgress() && !differences.more());
        assertEquals(Optional.empty(), differences.entries().progress());
    }

    private static long progressHash() {
        return Buckets.hash(Progress.none(1));
    }

    @Test
    void aNewerRingIsToldOrAskedForBeforeAnythingElse() {
        OneMachine machine = new OneMachine().acquainted();
        RingState next = OneMachine.FOUNDING.towards(OneMachine.ring(2), List.of());
        GossipOpening later = new GossipOpening(1, StateStamp.of(next), TestCluster.PARTITIONS, 3, 1);
        assertTrue(((GossipDifferences) machine.asked(N1, later)).wantsState());
        machine.asked(N1, OneMachine.gossip(next));
        GossipOpening earlier = new GossipOpening(1, STAMP, TestCluster.PARTITIONS, 3, 1);
        assertEquals(
                Optional.of(next),
                ((GossipDifferences) machine.asked(N1, earlier)).entries().state());
    }

    @Test
    void aRingIsSavedAndPublishedBeforeItIsTold() {
        OneMachine machine = new OneMachine().acquainted();
        RingState next = OneMachine.FOUNDING.towards(OneMachine.ring(2), List.of());
        machine.asked(N1, OneMachine.gossip(next));
        assertEquals(next, machine.savedFirst().state());
        assertTrue(machine.effects.get(1) instanceof MembershipEffect.Published, machine.effects::toString);
        GossipOpening opening =
                (GossipOpening) machine.effect(MembershipEffect.Send.class).message();
        assertEquals(StateStamp.of(next), opening.state(), "and is told on at once");
    }

    @Test
    void whatThePeerWantsIsPushed() {
        OneMachine machine = new OneMachine().acquainted();
        machine.pass(2_500);
        MembershipEffect.Send round = machine.sent(GossipOpening.class).get(0);
        GossipDifferences wants = new GossipDifferences(
                Entries.NONE, true, true, List.of(EntryKey.ofMember(N2), EntryKey.ofMember(new NodeId("x"))), false);
        machine.tell(new MembershipEvent.Answered(round.to(), round.call(), wants));
        GossipEntries pushed =
                (GossipEntries) machine.effect(MembershipEffect.Send.class).message();
        assertEquals(Optional.of(OneMachine.FOUNDING), pushed.entries().state());
        assertEquals(
                List.of(N2),
                pushed.entries().members().stream().map(MemberInfo::node).toList());
    }

    @Test
    void eachSoManyThRoundIsWithASeedEvenIfItIsThoughtDown() {
        OneMachine machine = new OneMachine();
        machine.tell(new MembershipEvent.PeerUp(N1));
        int before = machine.sent(GossipOpening.class).size();
        for (int i = 0; i < 210; i++) {
            machine.pass(1_000);
        }
        List<MembershipEffect.Send> all = machine.sent(GossipOpening.class);
        List<MembershipEffect.Send> rounds = all.subList(before, all.size());
        assertTrue(rounds.size() >= 200);
        List<Integer> withDown = new ArrayList<>();
        for (int i = 0; i < rounds.size(); i++) {
            if (rounds.get(i).to().equals(N2)) {
                withDown.add(i + 1);
            }
        }
        assertTrue(withDown.size() > 3, withDown::toString);
        assertTrue(withDown.stream().allMatch(round -> round % 10 == 0), withDown::toString);
    }

    @Test
    void aMessageHoldsNoMoreThanFitsAndSaysSo() {
        int nodes = 300;
        OneMachine machine = new OneMachine(Optional.empty(), RingState.founding(OneMachine.ring(nodes)));
        machine.asked(
                N1,
                OneMachine.gossip(IntStream.range(1, nodes)
                        .mapToObj(i -> OneMachine.info(OneMachine.member(i), 1, 1))
                        .toArray(MemberInfo[]::new)));
        StateStamp stamp = machine.machine.view().stamp();
        GossipDifferences differences =
                (GossipDifferences) machine.asked(N1, new GossipDigests(stamp, progressHash(), ALL, List.of()));
        assertEquals(256, differences.entries().members().size());
        assertTrue(differences.more());
    }

    @Test
    void loadIsRoundedAndToldAtMostEveryThirtySecondsWhatOthersWaitForAtOnce() {
        OneMachine machine = new OneMachine().acquainted();
        machine.pass(60_000);
        report(machine, 0, 123_456);
        assertEquals(130_000, load(machine).keys());
        report(machine, 0, 999_999);
        assertEquals(130_000, load(machine).keys());
        report(machine, 12, 999_999);
        assertEquals(new MemberInfo.Load(12, 0, 1_000_000, 0, 0), load(machine));
        report(machine, 11, 5);
        machine.pass(29_000);
        assertEquals(12, load(machine).hints());
        report(machine, 0, 5);
        assertEquals(new MemberInfo.Load(0, 0, 5, 0, 0), load(machine));
        report(machine, 0, 7);
        machine.pass(30_000);
        assertEquals(7, load(machine).keys());
    }

    @Test
    void whatIsSentInTransfersIsToldAsItIsEveryFiveSeconds() {
        OneMachine machine = new OneMachine().acquainted();
        machine.pass(60_000);
        report(machine, 0, 5, 123_456_789);
        assertEquals(123_456_789, load(machine).sent());
        machine.pass(4_000);
        report(machine, 0, 6, 223_456_789);
        assertEquals(123_456_789, load(machine).sent());
        machine.pass(1_000);
        assertEquals(new MemberInfo.Load(0, 0, 6, 0, 223_456_789), load(machine));
        report(machine, 0, 7, 223_456_789);
        machine.pass(29_000);
        assertEquals(6, load(machine).keys(), "nothing moves");
    }

    private static void report(OneMachine machine, long hints, long keys) {
        report(machine, hints, keys, 0);
    }

    private static void report(OneMachine machine, long hints, long keys, long sent) {
        machine.tell(new MembershipEvent.Reported(
                new LocalReport(new TreeSet<>(), hints, 0, keys, 0, sent, Collections.emptySortedMap())));
    }

    private static MemberInfo.Load load(OneMachine machine) {
        return machine.machine.view().infos().get(N0).load();
    }
}
