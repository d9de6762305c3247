package org.armature.ring;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.NodeId;

/** The members of a ring as numbers: nodes, hosts and zones, each counted from 0 in the order of their names. */
final class Topology {
    private final List<Member> members;
    private final SortedMap<NodeId, Integer> numbers = new TreeMap<>();
    private final int[] hostOf;
    private final int[] zoneOfHost;
    private final int zones;

    private Topology(List<Member> members, int[] hostOf, int[] zoneOfHost, int zones) {
        this.members = members;
        this.hostOf = hostOf;
        this.zoneOfHost = zoneOfHost;
        this.zones = zones;
        for (int node = 0; node < members.size(); node++) {
            numbers.put(members.get(node).node(), node);
        }
    }

    /** @throws IllegalArgumentException if there is no member, a node occurs twice, or a host lies in two zones */
    static Topology of(Collection<Member> members) {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a ring needs a member");
        }
        SortedMap<NodeId, Member> byNode = new TreeMap<>();
        SortedMap<String, Integer> hosts = new TreeMap<>();
        SortedMap<String, Integer> zones = new TreeMap<>();
        SortedMap<String, Member> firstOfHost = new TreeMap<>();
        for (Member member : members) {
            if (byNode.put(member.node(), member) != null) {
                throw new IllegalArgumentException("node " + member.node() + " is a member twice");
            }
            hosts.put(member.host(), 0);
            zones.put(member.zone(), 0);
            Member first = firstOfHost.putIfAbsent(member.host(), member);
            if (first != null && !first.zone().equals(member.zone())) {
                throw new IllegalArgumentException("host " + member.host() + " lies in one zone, but " + first.node()
                        + " says " + first.zone() + " and " + member.node() + " says " + member.zone());
            }
        }
        number(hosts);
        number(zones);
        List<Member> ordered = new ArrayList<>(byNode.values());
        int[] hostOf = new int[ordered.size()];
        int[] zoneOfHost = new int[hosts.size()];
        for (int node = 0; node < hostOf.length; node++) {
            Member member = ordered.get(node);
            hostOf[node] = hosts.get(member.host());
            zoneOfHost[hostOf[node]] = zones.get(member.zone());
        }
        return new Topology(ordered, hostOf, zoneOfHost, zones.size());
    }

    private static void number(SortedMap<String, Integer> names) {
        int next = 0;
        for (var entry : names.entrySet()) {
            entry.setValue(next++);
        }
    }

    int nodes() {
        return members.size();
    }

    /** -1 if it is no member. */
    int number(NodeId node) {
        return numbers.getOrDefault(node, -1);
    }

    /** The members by name. */
    SortedMap<NodeId, Member> byNode() {
        SortedMap<NodeId, Member> byNode = new TreeMap<>();
        members.forEach(member -> byNode.put(member.node(), member));
        return byNode;
    }

    Member member(int node) {
        return members.get(node);
    }

    int weight(int node) {
        return members.get(node).weight();
    }

    int hosts() {
        return zoneOfHost.length;
    }

    int zones() {
        return zones;
    }

    int hostOf(int node) {
        return hostOf[node];
    }

    int zoneOf(int node) {
        return zoneOfHost[hostOf[node]];
    }

    int zoneOfHost(int host) {
        return zoneOfHost[host];
    }
}
