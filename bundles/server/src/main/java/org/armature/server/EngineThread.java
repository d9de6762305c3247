package org.armature.server;

import org.armature.storage.Uninterruptible;

/**
 * A daemon on which storage engines are called. They suffer from interrupts, so that it takes none; on other threads each
 * call costs an engine a thread of its own.
 */
final class EngineThread extends Thread implements Uninterruptible {
    EngineThread(Runnable work, String name) {
        super(work, name);
        setDaemon(true);
    }

    @Override
    public void interrupt() {
        // see Uninterruptible
    }
}
