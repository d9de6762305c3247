package org.armature.simulator.gossip;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.membership.Identity;
import org.armature.membership.MembershipSettings;
import org.armature.model.NodeId;
import org.armature.protocol.FrameHeader;
import org.armature.protocol.MemberInfo;
import org.armature.protocol.Message;
import org.armature.protocol.MessageCodec;
import org.armature.protocol.SavedMembership;
import org.armature.protocol.StateStamp;
import org.armature.ring.Member;
import org.armature.ring.Placement;
import org.armature.ring.Progress;
import org.armature.ring.Ring;
import org.armature.ring.RingState;
import org.armature.simulator.world.Draw;
import org.armature.simulator.world.Seeds;
import org.armature.simulator.world.Timeline;

/**
 * Memberships of many nodes in virtual time, on a network that delays and loses messages, and counts the bytes of those
 * that are sent, with their frames. All nodes are members that were there before and are started at once.
 */
final class Village {
    private static final long SHORTEST_DELAY = 1_000_000;
    private static final long LONGEST_DELAY = 20_000_000;
    private static final long LOST_AFTER = 3_000_000_000L;
    private static final long WALL_MILLIS = 1_700_000_000_000L;
    private static final int FIRST_PORT = 7_000;

    final Timeline timeline;
    final SplittableRandom random;
    final RingState founding;
    private final int lossPermille;
    private final SortedMap<NodeId, Villager> villagers = new TreeMap<>();
    private long[] sentBytes;

    Village(int nodes, int partitions, int lossPermille, long seed) {
        Seeds seeds = new Seeds(seed);
        timeline = new Timeline(seeds);
        random = seeds.of("gossip");
        this.lossPermille = lossPermille;
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            members.add(member(i));
        }
        SortedMap<NodeId, Member> byNode = new TreeMap<>();
        members.forEach(member -> byNode.put(member.node(), member));
        founding =
                RingState.founding(new Ring(1, Placement.of(members, partitions).tokens(), byNode));
        List<MemberInfo> known =
                members.stream().map(this::info).map(MemberInfo::remembered).toList();
        sentBytes = new long[nodes];
        for (int i = 0; i < nodes; i++) {
            Identity identity = new Identity(members.get(i), random.nextLong(), 1, 1, "armature/simulated");
            NodeId id = identity.node();
            villagers.put(id, new Villager(this, i, MembershipSettings.of(identity), image(id, known)));
        }
        villagers.values().forEach(Villager::start);
    }

    private static Member member(int i) {
        String name = String.format("node-%04d", i);
        String host = "10.0." + (i >> 8) + "." + (i & 255) + ":";
        return new Member(
                new NodeId(name), host + FIRST_PORT, host + (FIRST_PORT + 1), "host-" + i, "zone-" + i % 3, 100);
    }

    private MemberInfo info(Member member) {
        return new MemberInfo(
                member,
                1,
                1,
                1,
                1,
                1,
                1,
                "armature/simulated",
                founding.settled().partitions(),
                founding.settled().strategy().number(),
                StateStamp.NONE,
                Collections.emptySortedSet(),
                MemberInfo.Load.NONE,
                Collections.emptySortedMap());
    }

    private SavedMembership image(NodeId node, List<MemberInfo> known) {
        return new SavedMembership(
                node,
                1,
                1,
                founding,
                Progress.none(founding.changeEpoch()),
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                known,
                List.of(),
                List.of(),
                new TreeSet<>(),
                new TreeMap<>(),
                SavedMembership.NOTHING_PAUSED);
    }

    Iterable<Villager> villagers() {
        return villagers.values();
    }

    Villager first() {
        return villagers.get(villagers.firstKey());
    }

    int size() {
        return villagers.size();
    }

    long wallMillis() {
        return WALL_MILLIS + timeline.now() / 1_000_000;
    }

    /** Its bytes are counted, whether or not it arrives. */
    void carry(int from, Message message, Runnable arrival) {
        sentBytes[from] += FrameHeader.BYTES + MessageCodec.encode(message).length;
        if (!Draw.perMille(random, lossPermille)) {
            timeline.after(Draw.between(random, SHORTEST_DELAY, LONGEST_DELAY), arrival);
        }
    }

    void notice(Runnable loss) {
        timeline.after(LOST_AFTER, loss);
    }

    Villager villager(NodeId node) {
        return villagers.get(node);
    }

    /** Of each node since it was last asked. */
    long[] takeSentBytes() {
        long[] taken = sentBytes;
        sentBytes = new long[taken.length];
        return taken;
    }

    /** Whether all know the latest that each tells of itself, and the same ring. */
    boolean isAgreed() {
        long first = first().knowledge();
        for (Villager villager : villagers.values()) {
            if (villager.knowledge() != first) {
                return false;
            }
        }
        return true;
    }

    boolean allHave(RingState state) {
        for (Villager villager : villagers.values()) {
            if (!villager.state().equals(state)) {
                return false;
            }
        }
        return true;
    }
}
