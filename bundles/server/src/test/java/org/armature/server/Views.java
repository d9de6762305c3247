package org.armature.server;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.armature.membership.MembershipView;
import org.armature.membership.Standing;
import org.armature.membership.Waiting;
import org.armature.model.NodeId;
import org.armature.protocol.MemberInfo;
import org.armature.protocol.StateStamp;
import org.armature.ring.Founding;
import org.armature.ring.Member;
import org.armature.ring.Progress;
import org.armature.ring.Ring;
import org.armature.ring.RingState;
import org.armature.ring.Strategy;

/** What node n1 knows of a cluster of nodes n1, n2, ... with 8 partitions. */
final class Views {
    private Views() {}

    static Member member(int node) {
        return new Member(LocalCluster.id(node), "h" + node + ":1", "h" + node + ":2", "h" + node, "z", 1);
    }

    static Ring founding(int nodes) {
        return Founding.ring(Strategy.EQUAL_PARTITIONS, members(nodes), 8, 1, 3);
    }

    static List<Member> members(int nodes) {
        return IntStream.rangeClosed(1, nodes).mapToObj(Views::member).toList();
    }

    /** @param version how often it has said something since its start */
    static MemberInfo info(int node, long version) {
        return info(node, version, Collections.emptySortedMap());
    }

    /** @param configuration what it tells of it */
    static MemberInfo info(int node, long version, SortedMap<String, Long> configuration) {
        return new MemberInfo(
                member(node),
                1,
                1,
                version,
                1,
                1,
                1,
                "armature/test",
                8,
                3,
                StateStamp.NONE,
                Collections.emptySortedSet(),
                MemberInfo.Load.NONE,
                configuration);
    }

    static MembershipView of(
            RingState state,
            Progress progress,
            List<MemberInfo> heard,
            boolean paused,
            Optional<Waiting> waiting,
            Optional<String> withheld) {
        SortedMap<NodeId, MemberInfo> infos = new TreeMap<>();
        heard.forEach(info -> infos.put(info.node(), info));
        return new MembershipView(
                LocalCluster.id(1),
                Standing.MEMBER,
                state,
                StateStamp.of(state),
                progress,
                infos,
                Collections.emptySortedMap(),
                List.of(),
                List.of(),
                Collections.emptySortedSet(),
                paused,
                waiting,
                false,
                withheld,
                Collections.emptySortedMap());
    }
}
