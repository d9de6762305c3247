package org.armature.simulator.check;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.history.ObjectName;
import org.armature.model.ActorId;
import org.armature.model.Dot;
import org.armature.model.Key;
import org.armature.model.TableName;
import org.armature.model.VersionVector;

/** How things are called in a history; each text is made once. */
final class Texts {
    private final Map<ActorId, String> actors = new HashMap<>();
    private final Map<TableName, Map<Key, ObjectName>> objects = new HashMap<>();

    ObjectName object(TableName table, Key key) {
        return objects.computeIfAbsent(table, any -> new HashMap<>())
                .computeIfAbsent(key, any -> new ObjectName(table.toString(), key.toString()));
    }

    String dot(Dot dot) {
        return actor(dot.actor()) + ":" + dot.counter();
    }

    private String actor(ActorId actor) {
        return actors.computeIfAbsent(actor, ActorId::toString);
    }

    SortedMap<String, Long> vector(VersionVector vector) {
        if (vector.isEmpty()) {
            return Collections.emptySortedMap();
        }
        SortedMap<String, Long> entries = new TreeMap<>();
        vector.entries().forEach((actor, entry) -> entries.put(actor(actor), entry.counter()));
        return entries;
    }
}
