package org.armature.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.armature.model.ErrorCode;
import org.armature.reconciler.Reconciler;
import org.armature.server.InstalledReconciler.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reconcilers that are installed. Each is tried before it is used; of several of one name that are fit the one whose
 * bundle has the highest version serves. They come and go while the node runs. Thread-safe.
 */
final class Reconcilers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reconcilers.class);
    /** Far more than the trial takes on a slow machine. */
    private static final Duration TRIAL_LIMIT = Duration.ofSeconds(10);

    private static final Duration END_LIMIT = Duration.ofSeconds(1);

    private final Duration trialLimit;
    private final ScheduledExecutorService clock = clock();
    private final SiblingSamples samples = new SiblingSamples();
    private final List<InstalledReconciler> present = new ArrayList<>();
    private volatile Map<String, InstalledReconciler> serving = Map.of();

    Reconcilers() {
        this(TRIAL_LIMIT);
    }

    /** @param trialLimit after which one that has not passed is refused */
    Reconcilers(Duration trialLimit) {
        this.trialLimit = trialLimit;
    }

    private static ScheduledExecutorService clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, work -> {
            Thread made = new Thread(work, "armature-reconcilers-clock");
            made.setDaemon(true);
            return made;
        });
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    // ---- they come and go

    /** Returns at once; it serves when it has passed what is tried on it. */
    void came(Reconciler reconciler, EngineOrigin origin) {
        InstalledReconciler coming = new InstalledReconciler(
                reconciler, origin, said(reconciler::name), said(reconciler::version), clock, this::changed);
        synchronized (this) {
            present.add(coming);
            notifyAll();
        }
        clock.schedule(
                () -> coming.judged(Optional.of(
                        "trying it on siblings did not come to an end within " + trialLimit.toMillis() + " ms")),
                trialLimit.toNanos(),
                TimeUnit.NANOSECONDS);
        Thread trial = new Thread(
                () -> coming.judged(ReconcilerTrial.objection(reconciler, samples.of(coming.name()))),
                "armature-reconciler-trial");
        trial.setDaemon(true);
        trial.start();
    }

    private interface Words {
        String said();
    }

    private static String said(Words words) {
        try {
            return String.valueOf(words.said());
        } catch (RuntimeException | Error e) {
            return "(none: " + e + ")";
        }
    }

    void went(Reconciler reconciler) {
        List<InstalledReconciler> gone;
        synchronized (this) {
            gone = present.stream()
                    .filter(each -> each.reconciler() == reconciler)
                    .toList();
            present.removeAll(gone);
            serveTheHighest();
        }
        gone.forEach(each -> {
            each.end(END_LIMIT);
            LOG.info("reconciler gone reconciler=\"{}\"", each);
        });
    }

    private void changed(InstalledReconciler reconciler) {
        synchronized (this) {
            serveTheHighest();
        }
        if (reconciler.state() == State.FIT) {
            LOG.info("reconciler serves reconciler=\"{}\"", reconciler);
        } else {
            LOG.warn("{} effect=\"readers see siblings\"", words(reconciler));
        }
    }

    private void serveTheHighest() {
        Map<String, InstalledReconciler> highest = new TreeMap<>();
        present.stream()
                .filter(each -> each.state() == State.FIT)
                .sorted(Comparator.comparing(InstalledReconciler::origin))
                .forEach(each -> highest.put(each.name(), each));
        serving = Map.copyOf(highest);
    }

    // ---- asked

    /** The one to merge with now; empty if there is none, or it may not be used. */
    Optional<InstalledReconciler> serving(String name) {
        return Optional.ofNullable(serving.get(name));
    }

    SiblingSamples samples() {
        return samples;
    }

    /** Of all that are there, judged or not; the caller may wait for each. */
    synchronized List<InstalledReconciler> all() {
        return List.copyOf(present);
    }

    /** Blocks until reconcilers that are there were judged. */
    void awaitVerdicts() {
        all().forEach(each -> each.awaitVerdict(trialLimit.multipliedBy(2)));
    }

    /** Blocks until this bundle has brought one and all of its were judged, or the time is up. */
    List<InstalledReconciler> awaitFrom(long bundle, Duration limit) {
        List<InstalledReconciler> found = awaitPresent(bundle, limit);
        found.forEach(each -> each.awaitVerdict(trialLimit.multipliedBy(2)));
        return found;
    }

    private synchronized List<InstalledReconciler> awaitPresent(long bundle, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            List<InstalledReconciler> found = present.stream()
                    .filter(each -> each.origin().bundle() == bundle)
                    .toList();
            long millis = (end - System.nanoTime()) / 1_000_000;
            if (!found.isEmpty() || millis <= 0) {
                return found;
            }
            try {
                wait(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return List.of();
            }
        }
    }

    /**
     * What is wrong, for the operator.
     *
     * @param bound the reconciler of each table that has one
     */
    List<String> warnings(SortedMap<String, String> bound) {
        List<String> warnings = new ArrayList<>();
        for (InstalledReconciler each : all()) {
            if (each.state() == State.REFUSED || each.state() == State.SET_ASIDE) {
                warnings.add(words(each));
            }
        }
        bound.forEach((table, name) -> {
            if (!serving.containsKey(name)) {
                warnings.add(ErrorCode.RECONCILER_MISSING + " table " + table + " wants reconciler " + name
                        + ", and none of that name can be used on this node: readers see siblings");
            }
        });
        return warnings;
    }

    private static String words(InstalledReconciler reconciler) {
        return reconciler.state() == State.REFUSED
                ? ErrorCode.RECONCILER_REFUSED + " " + reconciler + " is not used: " + reconciler.why()
                : ErrorCode.RECONCILER_SET_ASIDE + " " + reconciler + " was set aside: " + reconciler.why()
                        + ". Another version of it, or a new start of the node, tries again";
    }

    /** How many were set aside. */
    long setAside() {
        return all().stream().filter(each -> each.state() == State.SET_ASIDE).count();
    }

    @Override
    public void close() {
        List<InstalledReconciler> left = all();
        left.forEach(each -> each.end(END_LIMIT));
        clock.shutdownNow();
    }
}
