package org.armature.server;

import java.util.function.Consumer;
import org.armature.model.ErrorCode;
import org.armature.model.TableName;
import org.armature.node.Effect;
import org.armature.node.Event;

/** Takes a shard's comparisons of two engines to the lane of the table's other one. Thread-safe; never blocks. */
final class MirroredStores {
    private final int shard;
    private final EngineBindings bindings;
    private final Consumer<Event> results;

    /** @param results told how each ended, from any thread */
    MirroredStores(int shard, EngineBindings bindings, Consumer<Event> results) {
        this.shard = shard;
        this.bindings = bindings;
        this.results = results;
    }

    void compare(Effect.CompareStore compare) {
        try {
            mirror(compare.table()).compare(shard, compare, results);
        } catch (EngineMissing e) {
            results.accept(StorageWork.failed(compare.operation(), e));
        }
    }

    void match(Effect.MatchRecord match) {
        try {
            mirror(match.table()).match(shard, match, results);
        } catch (EngineMissing e) {
            results.accept(StorageWork.failed(match.operation(), e));
        }
    }

    private Mirror mirror(TableName table) {
        return bindings.table(table)
                .mirror()
                .orElseThrow(() -> new EngineMissing(
                        ErrorCode.NO_SUCH_MIGRATION, "table " + table + " is kept by one engine alone"));
    }
}
