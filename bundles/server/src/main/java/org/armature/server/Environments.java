package org.armature.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import org.armature.config.EngineDescription;
import org.armature.config.InstanceConfig;
import org.armature.config.problem.InvalidConfig;
import org.armature.model.ErrorCode;
import org.armature.storage.Environment;
import org.armature.storage.EnvironmentSettings;
import org.armature.storage.OpenReport;
import org.armature.storage.StorageEngine;
import org.armature.storage.StorageException;
import org.armature.storage.StoreId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The environments that are open, how they were found and how they were left: one per engine and application instance.
 * One that stands on another is opened after it and closed before it. Thread-safe for questions; one thread at a time may
 * change anything.
 */
final class Environments {
    private static final Logger LOG = LoggerFactory.getLogger(Environments.class);

    /** How long an environment that is closed for good waits for storage calls under way. */
    private static final Duration DRAINING = Duration.ofSeconds(5);

    enum Use {
        SERVING,
        /** What is stored there is compared with what serves before it is believed. */
        BESIDE
    }

    private final Path directory;
    private final EnvironmentOwner owner;
    private final EpochStamps stamps = new EpochStamps();
    private final Map<String, OpenEnvironment> open = new ConcurrentSkipListMap<>();
    private final Map<String, StorageGate> gates = new ConcurrentSkipListMap<>();
    private final Map<String, OpenReport> reports = new ConcurrentSkipListMap<>();
    private final Set<String> closed = new ConcurrentSkipListSet<>();
    private final Map<String, String> refused = new ConcurrentSkipListMap<>();
    private volatile boolean allClosedCleanly = true;
    private volatile boolean serving;

    /**
     * @param directory under which each environment gets its own, {@code engine/instance}
     * @param owner of the directory
     */
    Environments(Path directory, EnvironmentOwner owner) {
        this.directory = directory;
        this.owner = owner;
    }

    // ---- questions

    Optional<OpenEnvironment> find(String name) {
        return Optional.ofNullable(open.get(name));
    }

    /** Those of an engine, and those that stand on them, in the order in which they are to be closed. */
    List<OpenEnvironment> openedBy(StorageEngine engine) {
        List<OpenEnvironment> found = new ArrayList<>();
        for (OpenEnvironment each : open.values()) {
            if (each.engine().equals(engine)) {
                found.addAll(standingOn(each));
                found.add(each);
            }
        }
        return found;
    }

    /** Of an instance, those that stand on others before these; of an engine and what stands on it, or of all. */
    List<OpenEnvironment> ofInstance(String instance, Optional<String> engine) {
        List<OpenEnvironment> found = new ArrayList<>();
        for (OpenEnvironment ground : grounds()) {
            if (ground.instance().name().equals(instance)
                    && engine.filter(name -> !ground.engine().name().equals(name))
                            .isEmpty()) {
                found.addAll(standingOn(ground));
                found.add(ground);
            }
        }
        return found;
    }

    private List<OpenEnvironment> standingOn(OpenEnvironment ground) {
        return open.values().stream().filter(each -> each.standsOn(ground)).toList();
    }

    boolean carriesAny(OpenEnvironment ground) {
        return !standingOn(ground).isEmpty();
    }

    /** Those that keep their objects themselves. */
    List<OpenEnvironment> grounds() {
        return open.values().stream().filter(each -> each.ground().isEmpty()).toList();
    }

    /** Those of an environment, and those that so far only what stands on it has. */
    SortedSet<StoreId> storesOn(OpenEnvironment ground) {
        SortedSet<StoreId> stores = new TreeSet<>(ground.environment().stores());
        standingOn(ground).forEach(top -> stores.addAll(top.environment().stores()));
        return stores;
    }

    /** All there are, of open environments and of closed ones. */
    Collection<StorageGate> gates() {
        return gates.values();
    }

    /** Of all that are open. */
    EpochStamps stamps() {
        return stamps;
    }

    // ---- opening

    /**
     * That environment, which is opened if it is not open. Blocks as long as its recovery takes.
     *
     * @param below what the engine stands on, if it does
     * @throws EngineMissing if it may not be opened in this run any more
     * @throws StorageException if it can't be opened
     */
    OpenEnvironment open(InstanceConfig instance, StorageEngine engine, Optional<StorageEngine> below, Use use) {
        String name = OpenEnvironment.name(engine.name(), instance.name());
        if (use == Use.SERVING && refused.containsKey(name)) {
            throw new EngineMissing(ErrorCode.ENGINE_MISSING, refused.get(name));
        }
        OpenEnvironment there = open.get(name);
        if (there != null) {
            return there;
        }
        Optional<OpenEnvironment> ground = below.map(under -> open(instance, under, Optional.empty(), use));
        Environment environment = environment(name, instance, engine, ground);
        if (ground.isEmpty()) {
            accept(name, environment, use);
        }
        StorageGate gate = gates.computeIfAbsent(name, made -> new StorageGate(System::nanoTime));
        OpenEnvironment opened =
                new OpenEnvironment(name, ground.map(OpenEnvironment::name), engine, instance, environment, gate);
        open.put(name, opened);
        return opened;
    }

    /**
     * What an engine is given to open an instance's environment.
     *
     * @throws InvalidConfig if its options are wrong
     */
    EnvironmentSettings settings(InstanceConfig instance, StorageEngine engine) {
        return new EnvironmentSettings(
                instance.name(),
                directory.resolve(OpenEnvironment.name(engine.name(), instance.name())),
                instance.optionsFor(EngineDescription.of(engine)));
    }

    private Environment environment(
            String name, InstanceConfig instance, StorageEngine engine, Optional<OpenEnvironment> ground) {
        EnvironmentSettings settings = settings(instance, engine);
        long begin = System.nanoTime();
        if (ground.isEmpty()) {
            owner.claim(settings.directory(), instance.name());
            stamps.take(name, settings.directory());
        }
        Environment environment = ground.isPresent()
                ? engine.open(
                        settings,
                        ground.get().environment(),
                        ground.get().engine().profile())
                : engine.open(settings);
        LOG.info(
                "environment open environment={} on={} state={} detail=\"{}\" took_ms={}",
                name,
                ground.map(OpenEnvironment::name).orElse("-"),
                environment.openReport().state(),
                environment.openReport().detail(),
                (System.nanoTime() - begin) / 1_000_000);
        return environment;
    }

    private void accept(String name, Environment environment, Use use) {
        OpenReport report = environment.openReport();
        if (serving && isDoubtful(report)) {
            refused.put(name, doubtful(name, report));
            closed.remove(name);
            if (use == Use.SERVING) {
                environment.close();
                throw new EngineMissing(ErrorCode.ENGINE_MISSING, refused.get(name));
            }
        }
        if (report.state() != OpenReport.State.CLEAN) {
            syncFound(environment);
        }
        closed.remove(name);
        reports.put(name, report);
        if (!refused.containsKey(name)) {
            stamps.opened(name, directory.resolve(name), report.state());
        }
    }

    /** What a killed process had written and not forced can be read now, and is acknowledged as if it were forced. */
    private static void syncFound(Environment environment) {
        try {
            environment.sync();
        } catch (StorageException e) {
            environment.close();
            throw e;
        }
    }

    private static boolean isDoubtful(OpenReport report) {
        return report.state() != OpenReport.State.CLEAN && report.state() != OpenReport.State.EMPTY;
    }

    private static String doubtful(String name, OpenReport report) {
        return "environment " + name + " opened as " + report.state() + " (" + report.detail()
                + ") while the node was running: restart the node, which then takes a new incarnation";
    }

    // ---- another engine of the same name

    /**
     * Opens one that was closed, without effect on what is {@link #open} under its name.
     *
     * @param engine to open it
     * @param ground what it stands on, opened anew or left open, if it does
     */
    OpenEnvironment openAnew(OpenEnvironment environment, StorageEngine engine, Optional<OpenEnvironment> ground) {
        return environment.openedBy(engine, environment(environment.name(), environment.instance(), engine, ground));
    }

    /** Why an environment that was opened while the node serves is perhaps not as it was closed; empty if it is. */
    static Optional<String> doubtWhileServing(OpenEnvironment environment) {
        OpenReport report = environment.environment().openReport();
        return isDoubtful(report) ? Optional.of(doubtful(environment.name(), report)) : Optional.empty();
    }

    /**
     * It is not as the node has left it: not opened again in this run, and of no proof to the next one, which takes a new
     * incarnation.
     */
    void refuse(OpenEnvironment environment, String why) {
        refused.put(environment.name(), why);
    }

    /** Whether it may not be opened in this run any more. */
    boolean isRefused(OpenEnvironment environment) {
        return refused.containsKey(environment.name());
    }

    /** In place of those that were open under the same names, which are closed. */
    void replace(Map<String, OpenEnvironment> opened) {
        open.putAll(opened);
        opened.values().stream().filter(each -> each.ground().isEmpty()).forEach(each -> {
            OpenReport report = each.environment().openReport();
            reports.put(each.name(), report);
            stamps.opened(each.name(), directory.resolve(each.name()), report.state());
        });
    }

    /** They were closed, and nothing took their place. */
    void forget(List<OpenEnvironment> lost) {
        for (OpenEnvironment each : lost) {
            open.remove(each.name());
            stamps.closed(each.name());
            if (each.ground().isEmpty() && !refused.containsKey(each.name())) {
                closed.add(each.name());
            }
        }
    }

    // ---- closing

    /** With those that stand on it. Calls that wait at its gate go on and find it closed. */
    void close(OpenEnvironment environment, String reason) {
        if (!open.containsKey(environment.name())) {
            return;
        }
        standingOn(environment).forEach(top -> close(top, reason));
        StorageGate gate = environment.gate();
        gate.shut(DRAINING);
        if (!gate.drain(DRAINING)) {
            LOG.warn("environment closed under {} calls environment={}", gate.callsUnderWay(), environment.name());
        }
        open.remove(environment.name());
        stamps.closed(environment.name());
        try {
            environment.environment().close();
            if (environment.ground().isEmpty()) {
                closed.add(environment.name());
            }
            LOG.info("environment closed environment={} reason=\"{}\"", environment.name(), reason);
        } catch (RuntimeException e) {
            notClosedCleanly(environment, e);
        } finally {
            gate.open();
        }
    }

    /**
     * What could not be handed down by one that stands on another is lost, dots that this incarnation has minted among
     * it: it is not opened again.
     */
    void notClosedCleanly(OpenEnvironment environment, RuntimeException why) {
        allClosedCleanly = false;
        if (environment.ground().isPresent()) {
            refused.put(
                    environment.name(),
                    "environment " + environment.name() + " was closed with a loss (" + why.getMessage()
                            + "): restart the node, which then takes a new incarnation");
        }
        LOG.error(
                "environment not closed cleanly environment={} reason=\"{}\"",
                environment.name(),
                why.getMessage(),
                why);
    }

    /** It is not missed when the node starts again. What it stands on stays open. */
    void closeForGood(OpenEnvironment environment, String reason) {
        close(environment, reason);
        closed.remove(environment.name());
        reports.remove(environment.name());
        refused.remove(environment.name());
    }

    /**
     * Those that were open in this run, when none is open any more.
     *
     * @return empty if not all of them were closed cleanly
     */
    Optional<Set<String>> closedCleanly() {
        return allClosedCleanly ? Optional.of(Set.copyOf(closed)) : Optional.empty();
    }

    // ---- doubts

    /**
     * From now on the incarnation stands: an environment that opens in doubt is not taken any more.
     *
     * @param closedBefore the environments the last shutdown closed; empty if it is not proven that it was clean
     * @return which environments are not open, or not as that shutdown left them; empty if all are
     */
    Optional<String> serve(Optional<? extends Set<String>> closedBefore) {
        serving = true;
        if (closedBefore.isEmpty()) {
            return Optional.of("how the environments were closed is not known");
        }
        List<String> doubts = new ArrayList<>();
        closedBefore.get().stream()
                .filter(name -> !reports.containsKey(name))
                .sorted()
                .forEach(name -> doubts.add("environment " + name + " is not open"));
        reports.forEach((name, report) -> doubt(report, closedBefore.get().contains(name))
                .ifPresent(doubt -> doubts.add("environment " + name + doubt)));
        return doubts.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", doubts));
    }

    private static Optional<String> doubt(OpenReport report, boolean wasClosed) {
        return switch (report.state()) {
            case CLEAN -> wasClosed ? Optional.empty() : Optional.of(" was not closed by this node");
            case EMPTY -> wasClosed ? Optional.of(" is empty, though it was open before") : Optional.empty();
            case RECOVERED, DOUBTFUL -> Optional.of(" opened as " + report.state() + " (" + report.detail() + ")");
        };
    }

    boolean areServing() {
        return serving;
    }

    /** What was found in doubt, for the operator. */
    List<String> doubts() {
        return reports.entrySet().stream()
                .filter(entry -> entry.getValue().state() == OpenReport.State.DOUBTFUL)
                .map(entry -> "environment " + entry.getKey() + ": "
                        + entry.getValue().detail())
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
