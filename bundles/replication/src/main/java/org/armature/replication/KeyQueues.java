package org.armature.replication;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Gives each change of a record its turn, from its read to its stored result: storage answers later, so a single thread
 * alone does not make read-modify-write atomic. Not thread-safe; owned by one shard.
 *
 * @param <K> names a record
 * @param <T> a change with whatever its owner needs to finish it
 */
public final class KeyQueues<K, T> {
    private final Map<K, Deque<T>> queues = new HashMap<>();

    /** @return whether it is this change's turn now; if not, {@link #finished} will name it when it is */
    public boolean enter(K key, T change) {
        Deque<T> queue = queues.get(key);
        if (queue != null) {
            queue.add(change);
            return false;
        }
        queue = new ArrayDeque<>(2);
        queue.add(change);
        queues.put(key, queue);
        return true;
    }

    /** The change whose turn it was is finished. */
    public Optional<T> finished(K key) {
        Deque<T> queue = queues.get(key);
        queue.remove();
        if (queue.isEmpty()) {
            queues.remove(key);
            return Optional.empty();
        }
        return Optional.of(queue.element());
    }

    /** Whether this is true of any change whose turn it is. */
    public boolean anyFirst(Predicate<T> of) {
        return queues.values().stream().anyMatch(queue -> of.test(queue.element()));
    }

    /** Keys with a change under way. */
    public int size() {
        return queues.size();
    }
}
