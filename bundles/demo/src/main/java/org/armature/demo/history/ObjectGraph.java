package org.armature.demo.history;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The writes of one object and who had seen whom: an edge from each write to those its writer had read. What had been
 * seen was replaced, so everything reachable from a write is the past of that write.
 */
final class ObjectGraph {
    private final Map<String, Write> byId = new LinkedHashMap<>();
    private final Map<String, Write> byToken = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if two writes have equal values, so that neither could be told from the other */
    ObjectGraph(Collection<Write> writes) {
        for (Write write : writes) {
            byId.put(write.id(), write);
            Write twin = byToken.put(write.attempt().token(), write);
            if (twin != null) {
                throw new IllegalArgumentException("writes " + twin.id() + " and " + write.id() + " of "
                        + write.attempt().object() + " have the same value");
            }
        }
    }

    Optional<Write> write(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<Write> ofToken(String token) {
        return Optional.ofNullable(byToken.get(token));
    }

    Collection<Write> writes() {
        return byId.values();
    }

    /** Everything these writes had replaced, directly or through others; they themselves only if one replaced another. */
    Set<String> pastOf(Collection<String> ids) {
        Set<String> past = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(ids);
        while (!open.isEmpty()) {
            Write write = byId.get(open.remove());
            if (write == null || write.outcome() == Outcome.FAIL) {
                continue;
            }
            for (String token : write.attempt().seen()) {
                Write seen = byToken.get(token);
                if (seen != null && past.add(seen.id())) {
                    open.add(seen.id());
                }
            }
        }
        return past;
    }

    /** The writes whose writer had seen this one. */
    List<Write> replacementsOf(Write write) {
        return byId.values().stream()
                .filter(later -> later.attempt().seen().contains(write.attempt().token()))
                .toList();
    }
}
