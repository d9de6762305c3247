package org.armature.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.armature.model.ErrorCode;
import org.armature.node.Effect;
import org.armature.node.Event;
import org.armature.storage.Durability;
import org.armature.storage.Mutation;

/**
 * What becomes of writes after the serving engine has carried them out: those to a table that is moved go to its other
 * engine too, and are told when that has ended as well, whichever way. Owned by one thread.
 */
final class MirroredWrites {
    /** A write to a table as it was bound when it was carried out. */
    record Part(TableBinding table, Effect.WriteRecord write) {
        Mutation mutation() {
            return table.mutation(write.kind(), write.partition(), write.key(), write.value());
        }
    }

    private final int shard;
    private final Consumer<Event> late;

    /** @param late told of the writes that end later, from any thread */
    MirroredWrites(int shard, Consumer<Event> late) {
        this.shard = shard;
        this.late = late;
    }

    private record Follow(List<Part> parts, List<Event> results) {
        /** The most that one of them asks for. */
        Durability durability() {
            return parts.stream()
                    .map(part -> part.write().durability())
                    .max(Durability::compareTo)
                    .orElseThrow();
        }
    }

    /**
     * To be called within the gate, which those that go on stay within.
     *
     * @param results in the order of the parts
     * @return those that have ended
     */
    List<Event> follow(StorageGate gate, List<Part> parts, List<Event> results) {
        List<Event> ended = new ArrayList<>(parts.size());
        Map<Mirror, Follow> following = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            Event result = results.get(i);
            if (part.table().mirror().isEmpty()) {
                ended.add(result);
                continue;
            }
            Mirror mirror = part.table().mirror().get();
            if (result instanceof Event.RecordWritten && mirror.other().isPresent()) {
                Follow follow =
                        following.computeIfAbsent(mirror, absent -> new Follow(new ArrayList<>(), new ArrayList<>()));
                follow.parts().add(part);
                follow.results().add(result);
            } else {
                if (!isCertainlyNothing(result)) {
                    mark(mirror, part);
                }
                ended.add(result);
            }
        }
        following.forEach((mirror, follow) -> go(gate, mirror, follow));
        return ended;
    }

    private static boolean isCertainlyNothing(Event result) {
        return result instanceof Event.StorageFailed failed && failed.code() == ErrorCode.VALUE_TOO_LARGE;
    }

    private static void mark(Mirror mirror, Part part) {
        mirror.mark(part.write().kind(), part.write().partition());
    }

    private void go(StorageGate gate, Mirror mirror, Follow follow) {
        gate.enterAgain();
        mirror.write(shard, follow.parts().stream().map(Part::mutation).toList(), follow.durability(), written -> {
            if (!written) {
                follow.parts().forEach(part -> mark(mirror, part));
            }
            gate.leave();
            follow.results().forEach(late);
        });
    }
}
