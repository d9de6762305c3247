package org.armature.server;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.Bytes;
import org.armature.model.TableName;
import org.armature.node.TreeName;

/**
 * The hash trees that a clean stop leaves to the next start (Dynamo §4.7), each with the engine that kept its table. Used by one
 * thread.
 */
final class KeptTrees {
    private final TreesFile file;
    private final EngineBindings bindings;

    KeptTrees(TreesFile file, EngineBindings bindings) {
        this.file = file;
        this.bindings = bindings;
    }

    /** Before anything is written: no later start may take them for what its stores hold. */
    SortedMap<TreeName, Bytes> ofBefore(DataDirectory.Incarnation found) {
        if (!found.isNew()) {
            return file.take(new TreesFile.Life(found.number(), found.nextEpoch()), bindings::engine);
        }
        found.doubt().ifPresent(file::drop);
        return Collections.emptySortedMap();
    }

    /** Which engine keeps each table, as long as they are open. */
    SortedMap<TableName, String> keepers() {
        SortedMap<TableName, String> keepers = new TreeMap<>();
        for (TableName table : bindings.tableNames()) {
            bindings.engine(table).ifPresent(engine -> keepers.put(table, engine));
        }
        return keepers;
    }

    /**
     * @param life that ends
     * @param keepers as they were before the engines were closed
     * @param shards that have ended
     */
    void keep(TreesFile.Life life, SortedMap<TableName, String> keepers, Collection<ShardLoop> shards) {
        SortedMap<TreeName, Bytes> trees = new TreeMap<>();
        for (ShardLoop shard : shards) {
            trees.putAll(shard.treesLeft());
        }
        file.write(life, table -> Optional.ofNullable(keepers.get(table)), trees);
    }
}
