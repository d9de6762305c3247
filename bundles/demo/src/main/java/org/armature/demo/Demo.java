package org.armature.demo;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.armature.client.StoreException;
import org.armature.demo.cluster.LocalCluster;
import org.armature.demo.cluster.OwnDirectory;
import org.armature.demo.prompt.Prompt;
import org.armature.demo.screen.Screen;
import org.armature.demo.tour.Shop;
import org.armature.demo.tour.Tour;

/** Runs the demo from its first line to its last, and leaves nothing behind that was not asked for. */
public final class Demo {
    private final DemoOptions options;
    private final Screen screen;

    public Demo(DemoOptions options, Screen screen) {
        this.options = options;
        this.screen = screen;
    }

    /**
     * @return whether every check held
     * @throws IOException if the directory can't be used or a node can't be started; its message is for people
     */
    public boolean run() throws IOException, InterruptedException {
        OwnDirectory directory = OwnDirectory.take(options.directory());
        try (Cleanup cleanup = new Cleanup(directory, options.keep(), screen)) {
            screen.line("Starting three nodes on this machine, as three processes. Their data is in " + directory.path()
                    + (options.keep() ? "" : ", deleted at the end (--keep keeps it)") + ".");
            DemoDatabase database = DemoDatabase.open(System.getenv());
            database.database().ifPresent(found -> {
                cleanup.watch(found);
                screen.line("Tables will be moved to " + found.name() + ".");
            });
            screen.line("");
            Screen.Stopwatch started = screen.stopwatch();
            LocalCluster cluster = LocalCluster.start(
                    options.home(), directory, Shop.plan(database.engineBlock()), new SecureRandom(), cleanup);
            boolean held = holds(new Tour(cluster, directory.path(), database.absence(), screen), started);
            if (options.prompt()) {
                new Prompt(cluster, screen).run();
            }
            return held;
        }
    }

    private boolean holds(Tour tour, Screen.Stopwatch started) throws IOException, InterruptedException {
        try {
            return tour.run(started);
        } catch (TimeoutException | StoreException e) {
            screen.line("FAILED: " + e.getMessage());
        } catch (ExecutionException e) {
            screen.line("FAILED: " + e.getCause().getMessage());
        }
        return false;
    }
}
