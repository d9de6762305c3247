package org.armature.microbench;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.armature.storage.Uninterruptible;

/** The threads that JMH calls an engine on: such as a node's shards have, so that the engine need not change threads. */
public final class ShardLikeThreads extends ThreadPoolExecutor {
    static final String EXECUTOR = "-Djmh.executor=CUSTOM";
    static final String EXECUTOR_CLASS = "-Djmh.executor.class=org.armature.microbench.ShardLikeThreads";

    private static final class ShardLike extends Thread implements Uninterruptible {
        ShardLike(Runnable work, String name) {
            super(work, name);
            setDaemon(true);
        }

        @Override
        public void interrupt() {
            // see Uninterruptible
        }
    }

    /** As JMH wants it. */
    public ShardLikeThreads(int threads, String name) {
        super(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> new ShardLike(work, name));
    }
}
