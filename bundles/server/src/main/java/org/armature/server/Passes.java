package org.armature.server;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.armature.model.TableName;
import org.armature.node.Effect;
import org.armature.node.Event;
import org.armature.node.PassReport;
import org.armature.storage.StoreId;

/** Has shards go through stores, and tells what they have found. Owned by the thread of {@link Migrations}. */
final class Passes {
    private final Map<Long, Consumer<PassReport>> open = new HashMap<>();
    private List<ShardLoop> shards = List.of();
    private long last;

    void serve(List<ShardLoop> loops) {
        shards = List.copyOf(loops);
    }

    /** As many as can be gone through at once. */
    int shards() {
        return shards.size();
    }

    /** @return the pass, to stop it by */
    long ask(TableName table, StoreId store, boolean mends, Consumer<PassReport> told) {
        open.put(++last, told);
        shards.get(store.partition() % shards.size())
                .tell(new Event.PassAsked(last, table, store.kind(), store.partition(), mends));
        return last;
    }

    void stop(long pass) {
        shards.forEach(shard -> shard.tell(new Event.PassStopped(pass)));
    }

    void ended(Effect.PassEnded ended) {
        open.remove(ended.pass()).accept(ended.report());
    }
}
