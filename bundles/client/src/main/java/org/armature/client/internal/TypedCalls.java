package org.armature.client.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.armature.client.Codec;
import org.armature.client.DecodingException;
import org.armature.client.ReadOptions;
import org.armature.client.ReadResult;
import org.armature.client.Resolver;
import org.armature.client.TypedSibling;
import org.armature.client.Versioned;
import org.armature.client.WriteOptions;
import org.armature.client.observe.OperationKind;
import org.armature.model.CausalContext;
import org.armature.model.Key;
import org.armature.protocol.Message;

/**
 * What both faces of a typed table need to make calls of it.
 *
 * @param parallelism calls of a batch under way at once
 */
record TypedCalls<K, V>(TableCalls calls, Codec<K> keys, Codec<V> values, Resolver<V> resolver, int parallelism) {
    private static final int MOST_PARALLELISM = 1_024;

    TypedCalls {
        Objects.requireNonNull(resolver, "resolver");
        if (parallelism < 1 || parallelism > MOST_PARALLELISM) {
            throw new IllegalArgumentException(
                    "of a batch 1 to " + MOST_PARALLELISM + " calls are under way at once, not " + parallelism);
        }
    }

    TypedCalls<K, V> with(Resolver<V> other) {
        return new TypedCalls<>(calls, keys, values, other, parallelism);
    }

    TypedCalls<K, V> with(int otherParallelism) {
        return new TypedCalls<>(calls, keys, values, resolver, otherParallelism);
    }

    /** Tells observers that an operation on one key begins. */
    Observation begin(OperationKind kind, K key) {
        return calls.begin(kind, () -> stored(key));
    }

    Key stored(K key) {
        return new Key(keys.encode(key));
    }

    Reading reading(K key, ReadOptions options) {
        return calls.reading(stored(key), options);
    }

    Writing putting(K key, V value, CausalContext context, WriteOptions options) {
        return calls.writing(stored(key), Optional.of(values.encode(value)), context, options);
    }

    Writing deleting(K key, CausalContext context, WriteOptions options) {
        return calls.writing(stored(key), Optional.empty(), context, options);
    }

    /** @throws DecodingException if one of the versions is none of the type */
    Versioned<K, V> versioned(K key, ReadResult read) {
        List<TypedSibling<V>> siblings = siblings(key, read);
        if (siblings.isEmpty()) {
            return new Versioned.Absent<>(key, read.context());
        }
        if (read.isEmpty()) {
            return new Versioned.Deleted<>(key, siblings, read.context());
        }
        return siblings.size() == 1
                ? new Versioned.Single<>(key, siblings.get(0), read.context())
                : resolved(key, List.copyOf(siblings), read.context());
    }

    private Versioned<K, V> resolved(K key, List<TypedSibling<V>> siblings, CausalContext context) {
        try {
            Optional<V> value = Objects.requireNonNull(resolver.resolve(siblings), "the resolver gave null");
            return new Versioned.Resolved<>(key, value, siblings, context);
        } catch (Resolver.Unresolved e) {
            return new Versioned.Conflict<>(calls.table(), key, siblings, context);
        }
    }

    private List<TypedSibling<V>> siblings(K key, ReadResult read) {
        List<TypedSibling<V>> siblings = new ArrayList<>();
        for (Message.Sibling version : read.versions()) {
            siblings.add(new TypedSibling<>(
                    decoded(key, read, siblings.size()),
                    Instant.ofEpochMilli(version.writtenMillis()),
                    version.writtenBy(),
                    version.expires()));
        }
        return siblings;
    }

    private Optional<V> decoded(K key, ReadResult read, int sibling) {
        try {
            return read.versions()
                    .get(sibling)
                    .value()
                    .map(bytes -> Objects.requireNonNull(values.decode(bytes), "the codec gave null"));
        } catch (RuntimeException e) {
            throw new DecodingException(calls.table(), stored(key), read, sibling, e);
        }
    }
}
