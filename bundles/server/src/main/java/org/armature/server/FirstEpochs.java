package org.armature.server;

import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.armature.model.ErrorCode;

/** Gives every shard its first key epochs, before the first put can come, which would be refused as long as there are none. */
final class FirstEpochs {
    private static final long LIMIT_SECONDS = 30;

    private FirstEpochs() {}

    /**
     * Returns when each shard has some.
     *
     * @param directory for the message
     * @throws StartFailed if that takes longer than {@value #LIMIT_SECONDS} s, or the thread is interrupted
     */
    static void grant(KeyEpochFile epochs, Collection<ShardLoop> shards, DataDirectory directory) {
        CountDownLatch outstanding = new CountDownLatch(shards.size());
        for (ShardLoop shard : shards) {
            epochs.reserve(granted -> {
                shard.tell(granted);
                outstanding.countDown();
            });
        }
        boolean granted;
        try {
            granted = outstanding.await(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            granted = false;
        }
        if (!granted) {
            throw new StartFailed(
                    ErrorCode.DIRECTORY_UNREADABLE,
                    "key epochs could not be reserved in " + directory.file("key-epochs") + " within " + LIMIT_SECONDS
                            + " s; the log has the reason. Stored objects are as they were");
        }
    }
}
