package org.armature.protocol;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.model.Bytes;
import org.armature.model.NodeId;
import org.armature.protocol.MembershipMessage.Entries;
import org.armature.protocol.MembershipMessage.EntryDigest;
import org.armature.protocol.MembershipMessage.Vote;
import org.armature.ring.Member;
import org.armature.ring.Position;
import org.armature.ring.Progress;
import org.armature.ring.Ring;
import org.armature.ring.RingState;
import org.armature.ring.Strategy;
import org.armature.ring.Token;

/** At least one message of each type about the cluster itself. */
final class MembershipSamples {
    static final Member ANNE = new Member(Samples.A, "10.0.0.1:7000", "10.0.0.1:7001", "h1", "rack-1", 100);
    static final Member BERT = new Member(Samples.B, "[::1]:7000", "[::1]:7001", "h2", "rack-2", 1);
    static final Ring RING = new Ring(3, List.of(Samples.A, Samples.B, Samples.A), members(ANNE, BERT));
    static final RingState SETTLED = RingState.founding(RING);
    static final RingState FORWARD =
            SETTLED.towards(new Ring(1, List.of(Samples.A, Samples.A), members(ANNE)), List.of(Samples.B));
    static final RingState RANDOM = RingState.founding(new Ring(
            1,
            Strategy.RANDOM_TOKENS,
            8,
            List.of(new Token(new Position(1, -2), Samples.B), new Token(new Position(-1, 0), Samples.A)),
            members(ANNE, BERT)));
    static final RingState BACK = FORWARD.back(List.of());
    static final Progress PROGRESS =
            Progress.none(4).announcing(1).withMoved(3, 9).withReturned(2, 0);
    static final Grant OPEN =
            Grant.issued(new NodeId("c"), Grant.digestOf(Bytes.utf8("secret")), 1_700_000_000_000L, 7);
    static final Grant REDEEMED = OPEN.redeemedBy(new Grant.Redemption(-5, 1_700_000_000_001L, BERT));
    static final MemberInfo INFO = new MemberInfo(
            ANNE,
            1_700_000_000_000L,
            1_700_000_000_017L,
            Long.MAX_VALUE,
            -2,
            1,
            2,
            "armature/0.1.0",
            256,
            3,
            StateStamp.of(FORWARD),
            new TreeSet<>(List.of(1, 3, 255)),
            new MemberInfo.Load(12, 1, 100_000, 1L << 40, 0),
            new TreeMap<>(Map.of("shop", -1L, "cart", 2L)));
    static final MemberInfo PLAIN = new MemberInfo(
            BERT,
            1,
            1,
            0,
            0,
            1,
            1,
            "",
            1,
            1,
            StateStamp.NONE,
            Collections.emptySortedSet(),
            MemberInfo.Load.NONE,
            Collections.emptySortedMap());
    static final MemberInfo GIVING = new MemberInfo(
            BERT,
            1,
            2,
            3,
            0,
            1,
            1,
            "",
            1,
            1,
            StateStamp.NONE,
            Collections.emptySortedSet(),
            new MemberInfo.Load(0, 1, 0, 0, 1L << 33),
            Collections.emptySortedMap());
    static final Ballot BALLOT = new Ballot(Ballot.LAST_ROUND, Samples.B);

    private MembershipSamples() {}

    private static SortedMap<NodeId, Member> members(Member... members) {
        SortedMap<NodeId, Member> byNode = new TreeMap<>();
        for (Member member : members) {
            byNode.put(member.node(), member);
        }
        return byNode;
    }

    static List<Message> messages() {
        StateStamp stamp = StateStamp.of(SETTLED);
        return List.of(
                new MembershipMessage.GossipOpening(-1, stamp, 65_536, 3, 1),
                new MembershipMessage.Noted(StateStamp.NONE, 0),
                new MembershipMessage.Noted(new StateStamp(1, Long.MAX_VALUE, -1), 16),
                new MembershipMessage.GossipBuckets(
                        stamp, -2, Collections.nCopies(MembershipMessage.BUCKETS, 0xdeadbeef)),
                new MembershipMessage.GossipDigests(
                        stamp,
                        5,
                        0x8000_0001,
                        List.of(
                                EntryKey.digest(INFO),
                                EntryKey.digest(OPEN),
                                EntryKey.digest(new Removal(Samples.B, 9)))),
                new MembershipMessage.GossipDigests(stamp, 0, 0, List.of(new EntryDigest("n:x", 0, 0))),
                new MembershipMessage.GossipDifferences(Entries.NONE, true, false, List.of(), false),
                new MembershipMessage.GossipDifferences(
                        Entries.of(SETTLED), false, true, List.of("n:a", "g:" + OPEN.id(), "r:b-2"), true),
                new MembershipMessage.GossipEntries(new Entries(
                        Optional.of(FORWARD),
                        Optional.of(PROGRESS),
                        List.of(INFO, PLAIN),
                        List.of(OPEN, REDEEMED),
                        List.of(new Removal(Samples.A, 1)))),
                new MembershipMessage.GossipEntries(Entries.of(RANDOM)),
                new MembershipMessage.Prepare(BALLOT, stamp),
                new MembershipMessage.Vote(
                        Vote.Kind.GRANTED,
                        Optional.of(BALLOT),
                        Optional.of(new Acceptance(new Ballot(1, Samples.A), BACK)),
                        Optional.empty(),
                        ""),
                new MembershipMessage.Vote(
                        Vote.Kind.OUTBID, Optional.of(BALLOT), Optional.empty(), Optional.empty(), ""),
                new MembershipMessage.Vote(Vote.Kind.BEHIND, Optional.empty(), Optional.empty(), Optional.empty(), ""),
                new MembershipMessage.Vote(
                        Vote.Kind.PAST, Optional.empty(), Optional.empty(), Optional.of(BACK.forced()), ""),
                new MembershipMessage.Vote(
                        Vote.Kind.WITHHELD, Optional.empty(), Optional.empty(), Optional.empty(), "why not"),
                new MembershipMessage.Accept(BALLOT, stamp, FORWARD),
                new MembershipMessage.Recall(Long.MAX_VALUE),
                new MembershipMessage.GossipEntries(
                        new Entries(Optional.empty(), Optional.empty(), List.of(GIVING), List.of(), List.of())));
    }
}
