package org.armature.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.armature.model.TableName;
import org.armature.protocol.EngineMessage.Exchange;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskState;
import org.armature.runtime.engine.CheckedJar;
import org.armature.runtime.engine.EngineBundle;
import org.armature.runtime.engine.EngineBundles;
import org.armature.runtime.engine.FileStamp;
import org.armature.runtime.engine.UnfitJar;
import org.armature.server.SwapJob.Stage;
import org.armature.storage.StorageEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exchanges engines of this node, one after the other: the jar is checked and its bundle started beside the one that
 * runs; when it is this node's turn in the cluster, requests are led to other nodes, the engine is exchanged under its
 * tables, and the bundle before is ended. Whatever fails before leaves everything as it was. Thread-safe.
 */
final class EngineSwaps implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineSwaps.class);

    private static final Duration REMOVE_LIMIT = Duration.ofSeconds(20);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final long ASK_AGAIN_MILLIS = 250;
    private static final long RENEW_MILLIS = 4_000;
    private static final int ENDED_KEPT = 16;
    private static final String TRIAL = ".trial";

    private final EngineBundles bundles;
    private final EnginePresence presence;
    private final EngineBindings bindings;
    private final ClusterTurn turn;
    private final Quiet quiet;
    private final EngineComplaints complaints;
    private final Duration serviceLimit;
    private final Deque<SwapJob> jobs = new ArrayDeque<>();
    private final Map<String, Exchange> last = new ConcurrentHashMap<>();
    private final Map<String, Long> since = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(work -> new EngineThread(work, "armature-swap"));
    private final ScheduledExecutorService renewals =
            Executors.newSingleThreadScheduledExecutor(EngineSwaps::turnKeeper);
    private long orders;

    /** @param serviceLimit how long a bundle that has started may take until its engine is there */
    EngineSwaps(
            EngineBundles bundles,
            EnginePresence presence,
            EngineBindings bindings,
            ClusterTurn turn,
            Quiet quiet,
            EngineComplaints complaints,
            Duration serviceLimit) {
        this.bundles = bundles;
        this.presence = presence;
        this.bindings = bindings;
        this.turn = turn;
        this.quiet = quiet;
        this.complaints = complaints;
        this.serviceLimit = serviceLimit;
    }

    private static Thread turnKeeper(Runnable work) {
        Thread made = new Thread(work, "armature-swap-turn");
        made.setDaemon(true);
        return made;
    }

    /**
     * To be carried out when those before it have ended.
     *
     * @param dropped how it was found, if nobody ordered it
     */
    synchronized SwapJob order(Path jar, boolean evenOlder, Optional<FileStamp> dropped) {
        SwapJob job = new SwapJob(++orders, jar, evenOlder, dropped);
        jobs.addFirst(job);
        while (jobs.size() > ENDED_KEPT && jobs.peekLast().hasEnded()) {
            jobs.removeLast();
        }
        thread.execute(() -> run(job));
        return job;
    }

    /** Those under way first. */
    synchronized List<Task> tasks() {
        List<Task> tasks = new ArrayList<>();
        jobs.stream().filter(job -> !job.hasEnded()).forEach(job -> tasks.add(job.task()));
        jobs.stream().filter(SwapJob::hasEnded).forEach(job -> tasks.add(job.task()));
        return tasks;
    }

    synchronized Optional<SwapJob> find(String id) {
        return jobs.stream().filter(job -> job.id().equals(id)).findFirst();
    }

    /** Whether this very file is being taken already. */
    synchronized boolean isUnderWay(Path jar, FileStamp stamp) {
        return jobs.stream()
                .anyMatch(job -> !job.hasEnded()
                        && job.jar().equals(jar)
                        && job.dropped().equals(Optional.of(stamp)));
    }

    synchronized boolean areIdle() {
        return jobs.stream().allMatch(SwapJob::hasEnded);
    }

    Optional<Exchange> lastOf(String engine) {
        return Optional.ofNullable(last.get(engine));
    }

    /** Wall time at which this version of the engine began to serve. */
    long sinceOf(String engine) {
        return since.computeIfAbsent(engine, absent -> System.currentTimeMillis());
    }

    // ---- one exchange

    private void run(SwapJob job) {
        try {
            refuseIfCancelled(job);
            job.reach(Stage.CHECKING);
            CheckedJar jar = bundles.check(job.jar(), job.evenOlder());
            job.is("engine bundle " + jar.symbolicName() + " " + jar.version() + " (" + SwapJob.name(job.jar()) + ")");
            job.reach(Stage.STARTING);
            EngineBundle now = bundles.start(jar);
            Optional<EngineBundle> before = serveBy(now, job);
            job.reach(Stage.ENDING);
            job.end(TaskState.DONE, settle(now, before).orElse(""));
        } catch (Cancelled e) {
            LOG.info("engine not exchanged file={} reason=\"{}\"", job.jar(), e.getMessage());
            if (job.dropped().isPresent()) {
                complaints.refused(job.jar(), job.dropped(), e.getMessage() + "; the next start takes it");
            }
            job.end(TaskState.CANCELLED, e.getMessage());
        } catch (UnfitJar | SwapFailed e) {
            failed(job, e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            LOG.error("engine not exchanged, by a defect file={}", job.jar(), e);
            failed(job, "a defect of the jar or of this node: " + e);
        }
    }

    private void failed(SwapJob job, String why) {
        complaints.refused(job.jar(), job.dropped(), why);
        job.end(TaskState.FAILED, why);
    }

    private static final class Cancelled extends Exception {
        private static final long serialVersionUID = 1L;

        Cancelled(String message) {
            super(message);
        }
    }

    private void refuseIfCancelled(SwapJob job) throws Cancelled {
        if (closing.getCount() == 0) {
            throw new Cancelled("the node stops");
        }
        if (job.isCancelled()) {
            throw new Cancelled("cancelled by an operator before anything was changed");
        }
    }

    /**
     * Has the tables served by the engine of a bundle that has started; if that fails, ends the bundle.
     *
     * @return the bundle that served them before
     */
    private Optional<EngineBundle> serveBy(EngineBundle now, SwapJob job) throws UnfitJar, SwapFailed, Cancelled {
        boolean serves = false;
        boolean tried = true;
        StorageEngine engine = null;
        try {
            engine = presence.awaitFrom(now.id(), serviceLimit)
                    .orElseThrow(() -> new UnfitJar("it starts, and publishes no service of type "
                            + StorageEngine.class.getName() + " within " + serviceLimit.toMillis() + " ms"));
            Optional<EngineBundle> before = predecessor(engine, now);
            if (before.isPresent()) {
                job.is("exchange engine " + engine.name() + " " + before.get().version() + " for " + now.version());
                EngineTrial.run(engine, bundles.directory().resolve(TRIAL));
                inTurn(job, engine, before.get(), now);
            } else {
                LOG.info("engine came engine={} bundle={}", engine.name(), now);
            }
            since.put(engine.name(), System.currentTimeMillis());
            serves = true;
            return before;
        } catch (Cancelled e) {
            tried = false;
            throw e;
        } finally {
            if (!serves) {
                bundles.end(now);
                bindAgain(engine);
                if (tried) {
                    setAside(job.jar());
                }
            }
        }
    }

    /** What a bundle that failed had left open is closed with it, at the latest. */
    private void bindAgain(StorageEngine failed) {
        if (failed != null) {
            presence.serving(failed.name()).ifPresent(before -> bindings.bind(before.engine()));
        }
    }

    private void setAside(Path jar) {
        try {
            bundles.setAside(jar);
        } catch (IOException e) {
            LOG.warn("a jar that can't be used was not set aside, the next start may load it file={}", jar, e);
        }
    }

    /** The bundle that serves the engine's tables now. */
    private Optional<EngineBundle> predecessor(StorageEngine engine, EngineBundle now) throws UnfitJar {
        Optional<EngineBundle> sameName = bundles.running().stream()
                .filter(each -> each.symbolicName().equals(now.symbolicName()) && each.id() != now.id())
                .findFirst();
        Optional<EngineOrigin> serving = presence.serving(engine.name())
                .map(EnginePresence.Present::origin)
                .filter(origin -> origin.bundle() != now.id());
        if (serving.isEmpty()) {
            if (sameName.isPresent()) {
                throw new UnfitJar("it publishes engine " + engine.name() + ", which " + now.symbolicName() + " "
                        + sameName.get().version() + " does not: a version of a bundle publishes the same engine");
            }
            return Optional.empty();
        }
        if (sameName.isEmpty() || sameName.get().id() != serving.get().bundle()) {
            throw new UnfitJar("it is bundle " + now.symbolicName() + ", and engine " + engine.name()
                    + " is served by bundle " + serving.get().symbolicName()
                    + ": only a version of that bundle can take its place");
        }
        return sameName;
    }

    private void inTurn(SwapJob job, StorageEngine engine, EngineBundle before, EngineBundle now)
            throws SwapFailed, Cancelled {
        try {
            job.reach(Stage.WAITING);
            for (Optional<String> why = turn.take(); why.isPresent(); why = turn.take()) {
                job.waitsFor(why.get());
                pause();
                refuseIfCancelled(job);
            }
            job.reach(Stage.QUIETING);
            refuseIfCancelled(job);
            exchange(job, engine, before, now);
        } finally {
            turn.giveBack();
        }
    }

    private void pause() {
        try {
            if (closing.await(ASK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.debug("the node stops while an engine waits for its turn");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void exchange(SwapJob job, StorageEngine engine, EngineBundle before, EngineBundle now) throws SwapFailed {
        SortedSet<TableName> tables = bindings.tablesOf(engine.name());
        ScheduledFuture<?> renewal =
                renewals.scheduleWithFixedDelay(this::renew, RENEW_MILLIS, RENEW_MILLIS, TimeUnit.MILLISECONDS);
        try {
            quiet.begin(tables);
            job.reach(Stage.EXCHANGING);
            SwapTimes times = bindings.swap(engine, SwapLimits.USUAL);
            presence.tookOver(engine);
            tell(engine, before, now, true, times.pause(), times.toString());
        } catch (SwapFailed e) {
            tell(engine, before, now, false, 0, e.getMessage());
            throw e;
        } finally {
            renewal.cancel(false);
            quiet.end();
        }
    }

    /** Whatever fails is tried again soon: an exception would end the renewals. */
    private void renew() {
        try {
            turn.renew().ifPresent(why -> LOG.warn("the turn was not renewed reason=\"{}\"", why));
            quiet.renew();
        } catch (RuntimeException e) {
            LOG.warn("the turn was not renewed", e);
        }
    }

    /** @return what is not as it should be, though the engine serves */
    private Optional<String> settle(EngineBundle now, Optional<EngineBundle> before) {
        Optional<String> lack = Optional.empty();
        try {
            bundles.settle(now, before);
            complaints.settled();
        } catch (IOException e) {
            lack = Optional.of("the engine serves, but its jars could not be put in order, and the next start takes the"
                    + " highest version it finds: " + e);
            LOG.warn("jars of engines not put in order bundle={}", now, e);
        }
        before.ifPresent(bundles::end);
        return lack;
    }

    private void tell(
            StorageEngine engine, EngineBundle before, EngineBundle now, boolean done, long pauseNanos, String text) {
        last.put(
                engine.name(),
                new Exchange(before.version(), now.version(), done, System.currentTimeMillis(), pauseNanos, text));
        if (done) {
            LOG.info(
                    "engine exchanged engine={} from={} to={} {}",
                    engine.name(),
                    before.version(),
                    now.version(),
                    text);
        } else {
            LOG.warn(
                    "engine not exchanged engine={} from={} to={} reason=\"{}\"",
                    engine.name(),
                    before.version(),
                    now.version(),
                    text);
        }
    }

    /**
     * Ends an engine's bundle, when exchanges ordered before have ended; blocks until then, for a bounded time. Its
     * tables are not served any more.
     *
     * @throws IOException if its jar can't be taken away, or it takes too long; then it may happen later
     */
    void remove(EngineBundle bundle) throws IOException {
        Future<?> removal = thread.submit(() -> {
            bundles.remove(bundle);
            bundles.end(bundle);
            return bundle;
        });
        try {
            removal.get(REMOVE_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the node stops", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().toString(), e);
        } catch (TimeoutException e) {
            throw new IOException("it waits for exchanges of engines under way, `armature tasks` shows them", e);
        }
    }

    @Override
    public void close() {
        if (isFirstEnd()) {
            renewals.shutdownNow();
            thread.execute(thread::shutdown); // on the thread itself, which no interrupt would wake
        }
        try {
            if (!thread.awaitTermination(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("an engine was still being exchanged at stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isFirstEnd() {
        boolean first = closing.getCount() > 0;
        closing.countDown();
        return first;
    }
}
