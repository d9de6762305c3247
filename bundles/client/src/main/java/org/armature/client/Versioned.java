package org.armature.client;

import java.util.List;
import java.util.Optional;
import org.armature.model.CausalContext;
import org.armature.model.TableName;

/** What a get of a typed table found: which of the five it is says its class. Immutable as far as its values are. */
public sealed interface Versioned<K, V> {
    K key();

    /** All versions that no later write has replaced, deletions and what has expired included, in a fixed order. */
    List<TypedSibling<V>> siblings();

    /** Covers all the siblings: a put with it replaces them. */
    CausalContext context();

    /**
     * The one value, or what the table's resolver made of several; empty if there is none.
     *
     * @throws ConflictException if there are several versions and nothing resolved them
     */
    Optional<V> value();

    /** To put that value in place of everything this read has shown. */
    default Edit<K, V> edited(V value) {
        return new Edit<>(key(), value, context());
    }

    /** Nobody has written the key, or the last trace of its deletion is gone. */
    record Absent<K, V>(K key, CausalContext context) implements Versioned<K, V> {
        @Override
        public List<TypedSibling<V>> siblings() {
            return List.of();
        }

        @Override
        public Optional<V> value() {
            return Optional.empty();
        }
    }

    /**
     * The key is deleted or expired.
     *
     * @param siblings one or more, none with a value
     */
    record Deleted<K, V>(K key, List<TypedSibling<V>> siblings, CausalContext context) implements Versioned<K, V> {
        public Deleted {
            siblings = List.copyOf(siblings);
        }

        @Override
        public Optional<V> value() {
            return Optional.empty();
        }
    }

    /** There is one version, and it has a value. */
    record Single<K, V>(K key, TypedSibling<V> sibling, CausalContext context) implements Versioned<K, V> {
        @Override
        public List<TypedSibling<V>> siblings() {
            return List.of(sibling);
        }

        @Override
        public Optional<V> value() {
            return sibling.value();
        }
    }

    /**
     * There are several versions, and the table's resolver has made one value of them. They stay stored until a put with
     * this context replaces them.
     *
     * @param value empty if the resolver decided that there is none
     * @param siblings two or more, one of them at least with a value
     */
    record Resolved<K, V>(K key, Optional<V> value, List<TypedSibling<V>> siblings, CausalContext context)
            implements Versioned<K, V> {
        public Resolved {
            siblings = List.copyOf(siblings);
        }
    }

    /**
     * There are several versions, and the table's resolver left them to the caller.
     *
     * @param siblings two or more, one of them at least with a value
     */
    record Conflict<K, V>(TableName table, K key, List<TypedSibling<V>> siblings, CausalContext context)
            implements Versioned<K, V> {
        public Conflict {
            siblings = List.copyOf(siblings);
        }

        @Override
        public Optional<V> value() {
            throw new ConflictException(this);
        }
    }
}
