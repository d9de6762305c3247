package org.armature.ring;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.NodeId;

/**
 * Clockwise along the tokens, past nodes of hosts already met (Dynamo §4.3) and, until every zone was met, past those of
 * zones already met (§4.6: copies in more than one data centre). The hosts that were passed over for their zone come
 * afterwards, in ring order. So of any n nodes in front no two share a host, and no two share a zone if there are as many
 * zones; and those in front for a smaller n are in front for a larger one.
 */
final class Walk {
    private final List<NodeId> tokens;
    private final int[] hostOf;
    private final int[] zoneOf;
    private final int hosts;
    private final int zones;

    Walk(List<NodeId> tokens, SortedMap<NodeId, Member> members) {
        this.tokens = tokens;
        this.hostOf = new int[tokens.size()];
        this.zoneOf = new int[tokens.size()];
        SortedMap<NodeId, int[]> places = new TreeMap<>();
        SortedMap<String, Integer> hostNumbers = new TreeMap<>();
        SortedMap<String, Integer> zoneNumbers = new TreeMap<>();
        for (int token = 0; token < hostOf.length; token++) {
            int[] place = places.computeIfAbsent(tokens.get(token), node -> new int[] {
                number(members.get(node).host(), hostNumbers),
                number(members.get(node).zone(), zoneNumbers)
            });
            hostOf[token] = place[0];
            zoneOf[token] = place[1];
        }
        this.hosts = hostNumbers.size();
        this.zones = zoneNumbers.size();
    }

    private static int number(String name, SortedMap<String, Integer> numbers) {
        int next = numbers.size();
        return numbers.computeIfAbsent(name, unknown -> next);
    }

    /** One node of each host that holds a token. */
    List<NodeId> from(int token) {
        boolean[] hostMet = new boolean[hosts];
        boolean[] zoneMet = new boolean[zones];
        List<NodeId> first = new ArrayList<>(hosts);
        List<NodeId> passedOver = new ArrayList<>(hosts);
        for (int at = token; first.size() + passedOver.size() < hosts; at = at + 1 == hostOf.length ? 0 : at + 1) {
            if (!hostMet[hostOf[at]]) {
                hostMet[hostOf[at]] = true;
                (zoneMet[zoneOf[at]] ? passedOver : first).add(tokens.get(at));
                zoneMet[zoneOf[at]] = true;
            }
        }
        first.addAll(passedOver);
        return first;
    }
}
