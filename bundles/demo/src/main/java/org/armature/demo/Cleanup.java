package org.armature.demo;

import java.io.IOException;
import org.armature.demo.cluster.LocalCluster;
import org.armature.demo.cluster.OwnDirectory;
import org.armature.demo.database.Database;
import org.armature.demo.screen.Screen;

/** Ends the demo's processes and deletes its data, once: at its end, or when the program is told to end before that. */
final class Cleanup implements LocalCluster.Guard, AutoCloseable {
    private final OwnDirectory directory;
    private final boolean keep;
    private final Screen screen;
    private final Thread hook = new Thread(this::clean, "demo-cleanup");
    private LocalCluster cluster;
    private Database database;
    private boolean done;

    Cleanup(OwnDirectory directory, boolean keep, Screen screen) {
        this.directory = directory;
        this.keep = keep;
        this.screen = screen;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public synchronized void watch(LocalCluster starting) {
        cluster = starting;
    }

    /** @param used by the cluster */
    synchronized void watch(Database used) {
        database = used;
    }

    private synchronized void clean() {
        if (done) {
            return;
        }
        done = true;
        if (cluster != null) {
            cluster.close();
        }
        if (database != null) {
            database.close();
        }
        if (keep) {
            return;
        }
        try {
            directory.delete();
        } catch (IOException e) {
            screen.line("not everything in " + directory.path() + " could be deleted: " + e);
        }
    }

    @Override
    public void close() {
        clean();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            screen.line("the demo was told to end"); // the hook has run, or has nothing left to do
        }
    }
}
