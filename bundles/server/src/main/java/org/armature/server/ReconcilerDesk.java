package org.armature.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.armature.model.ErrorCode;
import org.armature.runtime.engine.CheckedJar;
import org.armature.runtime.engine.EngineBundle;
import org.armature.runtime.engine.EngineBundles;
import org.armature.runtime.engine.FileStamp;
import org.armature.runtime.engine.UnfitJar;
import org.armature.server.InstalledReconciler.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the directory of reconcilers while the node runs: a jar that is dropped there is tried, and serves in place of the
 * older one of its name; one that is removed serves no more. Looks one after the other.
 */
final class ReconcilerDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReconcilerDesk.class);
    private static final Duration SERVICE_LIMIT = Duration.ofSeconds(10);

    private final EngineBundles bundles;
    private final Reconcilers reconcilers;
    private final Duration serviceLimit;
    private final EngineComplaints complaints =
            new EngineComplaints(ErrorCode.RECONCILER_REFUSED, "reconciler jar not taken");
    private Optional<AutoCloseable> watch = Optional.empty();

    ReconcilerDesk(EngineBundles bundles, Reconcilers reconcilers) {
        this(bundles, reconcilers, SERVICE_LIMIT);
    }

    /** @param serviceLimit how long a bundle may take to publish its reconciler */
    ReconcilerDesk(EngineBundles bundles, Reconcilers reconcilers, Duration serviceLimit) {
        this.bundles = bundles;
        this.reconcilers = reconcilers;
        this.serviceLimit = serviceLimit;
    }

    Reconcilers reconcilers() {
        return reconcilers;
    }

    /** From now on jars that come and go are noticed. */
    void watch() {
        watch = Optional.of(bundles.watch(this::look));
    }

    List<String> warnings() {
        return complaints.all();
    }

    /**
     * What takes the place of a jar that is gone is taken before that one ends.
     *
     * @param there jars that do not change any more
     */
    void look(SortedMap<Path, FileStamp> there) {
        complaints.look(there, List.of());
        there.forEach((jar, stamp) -> {
            boolean runs = bundles.running().stream()
                    .anyMatch(each -> each.file().equals(jar) && each.stamp().equals(stamp));
            if (!runs && !complaints.knows(jar, stamp)) {
                take(jar, stamp);
            }
        });
        bundles.running().stream().filter(each -> !bundles.isFileThere(each)).forEach(this::end);
    }

    private void end(EngineBundle gone) {
        bundles.end(gone);
        LOG.info(
                "reconciler jar removed file={} bundle={} version={}",
                gone.file(),
                gone.symbolicName(),
                gone.version());
    }

    private void take(Path jar, FileStamp stamp) {
        try {
            EngineBundle now = start(bundles.check(jar, false));
            List<EngineBundle> before = bundles.running().stream()
                    .filter(each -> each.symbolicName().equals(now.symbolicName()) && each.id() != now.id())
                    .toList();
            bundles.settle(now, before.stream().findFirst());
            before.forEach(bundles::end);
            complaints.settled();
            LOG.info("reconciler jar taken file={} bundle={} version={}", jar, now.symbolicName(), now.version());
        } catch (UnfitJar e) {
            complaints.refused(jar, Optional.of(stamp), e.getMessage());
        } catch (IOException e) {
            LOG.warn("jars of reconcilers could not be put in order effect=\"both run until the next start\"", e);
        }
    }

    /** @throws UnfitJar if what it brings may not be used; nothing is left of it */
    private EngineBundle start(CheckedJar jar) throws UnfitJar {
        EngineBundle started = bundles.start(jar);
        List<InstalledReconciler> brought = reconcilers.awaitFrom(started.id(), serviceLimit);
        Optional<String> objection = brought.isEmpty()
                ? Optional.of("it published no reconciler within " + serviceLimit.toMillis() + " ms")
                : brought.stream()
                        .filter(each -> each.state() != State.FIT)
                        .map(each -> "its " + each + " is not used: " + each.why())
                        .findFirst();
        if (objection.isPresent()) {
            bundles.end(started);
            throw new UnfitJar(objection.get());
        }
        return started;
    }

    @Override
    public void close() {
        try {
            if (watch.isPresent()) {
                watch.get().close();
            }
        } catch (Exception e) {
            LOG.warn("the directory of reconcilers is still looked at", e);
        }
        reconcilers.close();
    }
}
