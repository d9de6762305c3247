package org.armature.runtime;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a node from its locked directory to its end. Three things can end it, and the first decides the exit
 * status: the framework stops, a start fails, a bundle reports that it cannot go on. SIGTERM ends it through the
 * shutdown hook.
 */
final class NodeProcess {
    private static final Logger LOG = LoggerFactory.getLogger(NodeProcess.class);
    /** Its lines reach the console as well as the log file; for what an operator waits to read. */
    private static final Logger CONSOLE = LoggerFactory.getLogger("armature.console");

    private static final Pattern PLATFORM = Pattern.compile("(java|jdk|sun)\\.");

    private final LaunchSettings settings;
    private final DirectoryLock lock;
    private final long began = System.nanoTime();
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();
    private volatile boolean stopping;

    /** @param lock on the data directory; released when every bundle has stopped, else left to the process's end */
    NodeProcess(LaunchSettings settings, DirectoryLock lock) {
        this.settings = settings;
        this.lock = lock;
    }

    /**
     * Returns when the node has ended or cannot start.
     *
     * @throws StartFailure if a bundle that must be there is not
     */
    Ending run() throws StartFailure, InterruptedException {
        LOG.info(
                "node starting pid={} java={} etc={} data={} engines={} reconcilers={}",
                ProcessHandle.current().pid(),
                Runtime.version(),
                settings.etc(),
                settings.data(),
                settings.engines(),
                settings.reconcilers());
        try {
            Platform platform = Platform.create(
                    settings.home(), settings.etc(), settings.data(), settings.engines(), settings.reconcilers());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(platform), "armature-stop"));
            platform.register(new FatalReport(message -> ending.complete(Ending.failed(message))));
            refuseIfIncomplete(platform.install(settings.home()));
            Thread starter = new Thread(() -> startAndWait(platform), "armature-start");
            starter.setDaemon(true);
            starter.start();
            return ending.join();
        } catch (BundleException failed) {
            return frameworkFailed(failed);
        }
    }

    private static void refuseIfIncomplete(List<ResolveFailure> failures) throws StartFailure {
        List<String> fatal = new ArrayList<>();
        for (ResolveFailure failure : failures) {
            if (failure.optional()) {
                CONSOLE.warn(failure.message());
            } else {
                fatal.add(failure.message());
            }
        }
        if (!fatal.isEmpty()) {
            throw StartFailure.unresolved(fatal);
        }
    }

    private void startAndWait(Platform platform) {
        try {
            platform.start();
            LOG.info("platform started took_ms={}", (System.nanoTime() - began) / 1_000_000);
            platform.awaitStopped();
            ending.complete(Ending.STOPPED);
        } catch (StartFailure failure) {
            endUnlessStopping(Ending.failed(failure.getMessage()));
        } catch (BundleException | RuntimeException failure) {
            endUnlessStopping(frameworkFailed(failure));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A stop in the middle of a start makes bundles fail; that is no news for the operator who asked for it. */
    private void endUnlessStopping(Ending failed) {
        if (!stopping) {
            ending.complete(failed);
        }
    }

    private static Ending frameworkFailed(Exception failure) {
        LOG.error("framework failed", failure);
        return Ending.failed(StartupCode.BUNDLE_UNRESOLVED + " cannot start: the OSGi framework failed: "
                + failure.getMessage() + "\n  The log has the details.");
    }

    private void stop(Platform platform) {
        stopping = true;
        long from = System.nanoTime();
        LOG.info("node stopping");
        try {
            if (platform.stop(settings.stopLimit())) {
                LOG.info("node stopped took_ms={}", (System.nanoTime() - from) / 1_000_000);
                lock.close();
            } else {
                logRunningThreads();
            }
        } catch (BundleException | IOException failed) {
            LOG.error("stop failed", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** One line for each thread that is in somebody's code, rather than only in the platform's. */
    private static void logRunningThreads() {
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            if (thread != Thread.currentThread()) {
                Arrays.stream(stack)
                        .filter(frame -> !PLATFORM.matcher(frame.getClassName()).lookingAt())
                        .findFirst()
                        .ifPresent(frame -> LOG.error("still running thread={} at={}", thread.getName(), frame));
            }
        });
    }
}
