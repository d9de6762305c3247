package org.armature.ring;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.NodeId;

/** Members for tests. */
final class Members {
    private Members() {}

    static Member member(String node, String host, String zone, int weight) {
        return new Member(new NodeId(node), "127.0.0.1:7001", "127.0.0.1:7002", host, zone, weight);
    }

    /** Nodes n0, n1, … of equal weight, each on a host of its own, all in one zone. */
    static List<Member> equal(int count) {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(member("n" + i, "h" + i, "z", 1));
        }
        return members;
    }

    /** One to three nodes on each of one to twelve hosts in one to five zones; weights all equal or all random. */
    static List<Member> random(Random random) {
        int hosts = 1 + random.nextInt(12);
        int zones = 1 + random.nextInt(Math.min(hosts, 5));
        int nodesPerHost = 1 + random.nextInt(3);
        int heaviest = random.nextBoolean() ? 1 : 1 + random.nextInt(20);
        List<Member> members = new ArrayList<>();
        for (int host = 0; host < hosts; host++) {
            for (int node = random.nextInt(nodesPerHost); node >= 0; node--) {
                int weight = 1 + random.nextInt(heaviest);
                members.add(member("n" + members.size(), "h" + host, "z" + host % zones, weight));
            }
        }
        return members;
    }

    static SortedMap<NodeId, Member> byNode(List<Member> members) {
        SortedMap<NodeId, Member> byNode = new TreeMap<>();
        members.forEach(member -> byNode.put(member.node(), member));
        return byNode;
    }

    static Ring ring(List<Member> members, int partitions, int spread) {
        return new Ring(1, Placement.of(members, partitions, spread).tokens(), byNode(members));
    }
}
