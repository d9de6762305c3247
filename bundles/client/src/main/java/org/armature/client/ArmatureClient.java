package org.armature.client;

import java.util.concurrent.CompletionStage;
import org.armature.model.TableName;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A connection to a cluster. Thread-safe; one per program is enough. Calls go to one of the nodes it was given; a node
 * that fails is left for the next one, and tried again later, for ever.
 */
@ProviderType
public interface ArmatureClient extends AutoCloseable {

    static ClientBuilder builder() {
        return new ClientBuilder();
    }

    Table table(TableName name);

    /** A table of the instance {@code default}, or {@code instance/table}. */
    default Table table(String name) {
        return table(named(name));
    }

    /** The same table with keys and values of these types; every conflict is left to the caller. */
    <K, V> TypedTable<K, V> table(TableName name, Codec<K> keys, Codec<V> values);

    /** Likewise, of the instance {@code default}, or {@code instance/table}. */
    default <K, V> TypedTable<K, V> table(String name, Codec<K> keys, Codec<V> values) {
        return table(named(name), keys, values);
    }

    private static TableName named(String name) {
        int slash = name.indexOf('/');
        return slash < 0
                ? new TableName("default", name)
                : new TableName(name.substring(0, slash), name.substring(slash + 1));
    }

    /** Done when at least one node has been greeted; fails when the deadline passes before that. */
    CompletionStage<Void> connected();

    /** Calls in flight fail; idempotent. */
    @Override
    void close();
}
