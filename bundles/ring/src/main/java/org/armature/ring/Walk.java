package org.armature.ring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.armature.model.NodeId;

/**
 * Clockwise along the tokens, past nodes of hosts already met (Dynamo §4.3) and, until every zone was met, past those of
 * zones already met (§4.6: copies in more than one data centre). The hosts that were passed over for their zone come
 * afterwards, in ring order. So of any n nodes in front no two share a host, and no two share a zone if there are as many
 * zones; and those in front for a smaller n are in front for a larger one.
 */
final class Walk {
    private final List<NodeId> tokens;
    private final SortedMap<NodeId, Member> members;
    private final int hosts;

    Walk(List<NodeId> tokens, SortedMap<NodeId, Member> members) {
        this.tokens = tokens;
        this.members = members;
        Set<String> holding = new TreeSet<>();
        new TreeSet<>(tokens).forEach(node -> holding.add(members.get(node).host()));
        this.hosts = holding.size();
    }

    /** One node of each host that holds a token. */
    List<NodeId> from(int token) {
        Map<String, NodeId> firstOfHost = new LinkedHashMap<>();
        for (int at = token; firstOfHost.size() < hosts; at = at + 1 == tokens.size() ? 0 : at + 1) {
            NodeId node = tokens.get(at);
            firstOfHost.putIfAbsent(members.get(node).host(), node);
        }
        Map<String, NodeId> firstOfZone = new LinkedHashMap<>();
        firstOfHost
                .values()
                .forEach(node -> firstOfZone.putIfAbsent(members.get(node).zone(), node));
        Set<NodeId> order = new LinkedHashSet<>(firstOfZone.values());
        order.addAll(firstOfHost.values());
        return new ArrayList<>(order);
    }
}
