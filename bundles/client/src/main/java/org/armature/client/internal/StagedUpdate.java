package org.armature.client.internal;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.armature.client.StoreException;
import org.armature.client.UpdateResult;

/** An update on the client's threads. */
final class StagedUpdate<K, V> {
    private final Updating<K, V> updating;
    private final Cluster cluster;
    private final CompletableFuture<UpdateResult<V>> result = new CompletableFuture<>();

    private StagedUpdate(Updating<K, V> updating) {
        this.updating = updating;
        cluster = updating.typed().calls().cluster();
    }

    static <K, V> CompletableFuture<UpdateResult<V>> begin(Updating<K, V> updating) {
        StagedUpdate<K, V> update = new StagedUpdate<>(updating);
        update.read(0);
        return update.result;
    }

    /** @param round how often it was begun anew */
    private void read(int round) {
        cluster.ask(updating.reading(), updating.span(), updating.seen()).whenComplete((read, error) -> {
            if (error == null) {
                Stages.settle(result, () -> goOn(updating.on(read), round));
            } else {
                result.completeExceptionally(error);
            }
        });
    }

    private void goOn(Updating.Step<V> step, int round) {
        if (step instanceof Updating.End<V> end) {
            result.complete(end.result());
        } else if (step instanceof Updating.Write<V> write) {
            write(write, round);
        }
    }

    private void write(Updating.Write<V> write, int round) {
        cluster.ask(write.writing(), updating.span(), updating.seen()).whenComplete((written, error) -> {
            if (error == null) {
                result.complete(write.ended().apply(written));
            } else {
                failed(error, round);
            }
        });
    }

    private void failed(Throwable error, int round) {
        OptionalLong again =
                error instanceof StoreException failure ? updating.readAgainAt(failure, round) : OptionalLong.empty();
        if (again.isPresent()) {
            cluster.pause(again.getAsLong()).result().thenRun(() -> Stages.settle(result, () -> read(round + 1)));
        } else {
            result.completeExceptionally(error);
        }
    }
}
