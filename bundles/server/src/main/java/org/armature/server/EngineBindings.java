package org.armature.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.armature.config.EngineDescription;
import org.armature.config.EngineSelection;
import org.armature.config.InstanceConfig;
import org.armature.config.TableConfig;
import org.armature.config.problem.InvalidConfig;
import org.armature.model.ErrorCode;
import org.armature.model.TableName;
import org.armature.node.Event;
import org.armature.storage.Durability;
import org.armature.storage.EngineChoice;
import org.armature.storage.Environment;
import org.armature.storage.EnvironmentSettings;
import org.armature.storage.OpenReport;
import org.armature.storage.StorageEngine;
import org.armature.storage.StorageException;
import org.armature.storage.StoreId;
import org.armature.storage.StoreKind;
import org.armature.storage.StoreStats;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which engine keeps which table, and their open environments: one per engine and application instance. Engines come
 * and go while the node runs; a table without one is not served and says why. Thread-safe.
 */
final class EngineBindings implements AutoCloseable {
    private static final Problem NOT_CONFIGURED = new Problem(ErrorCode.ENGINE_MISSING, "not configured here");
    private static final Logger LOG = LoggerFactory.getLogger(EngineBindings.class);

    /** How long an environment that is closed for good waits for storage calls under way. */
    private static final Duration DRAINING = Duration.ofSeconds(5);

    /** So that nobody waits for long who opens or closes environments. */
    private static final int DROPPED_AT_ONCE = 32;

    /** Why a table is not served. */
    private record Problem(ErrorCode code, String text) {}

    private final Path directory;
    private final int partitions;
    private final List<InstanceConfig> instances;
    private final Map<String, StorageEngine> engines = new TreeMap<>();
    private final Map<String, Environment> environments = new ConcurrentSkipListMap<>();
    private final Map<String, StorageGate> gates = new ConcurrentSkipListMap<>();
    private final Map<String, OpenReport> reports = new TreeMap<>();
    private final Map<TableName, TableBinding> tables = new ConcurrentHashMap<>();
    private final Map<TableName, Problem> problems = new ConcurrentHashMap<>();

    /** Which engine has served the table in this run; another one does not know its objects. */
    private final Map<TableName, String> keepers = new TreeMap<>();

    private final Map<TableName, Placement> placements = new ConcurrentHashMap<>();
    private final Set<String> closed = new TreeSet<>();
    private final Map<String, String> refused = new TreeMap<>();
    private final List<Runnable> openings = new CopyOnWriteArrayList<>();
    private boolean allClosedCleanly = true;
    private boolean serving;
    private volatile boolean ended;

    /** Held while environments are opened or closed, however long that takes; taken before this object's monitor. */
    private final Lock changing = new ReentrantLock();

    /**
     * @param directory under which each environment gets its own, {@code engine/instance}
     * @param partitions Q of the ring
     */
    EngineBindings(Path directory, int partitions, List<InstanceConfig> instances) {
        this.directory = directory;
        this.partitions = partitions;
        this.instances = List.copyOf(instances);
    }

    /**
     * Opens the environments of every table that the engine serves, in place of another engine of its name. Blocks as
     * long as their recovery takes. Without effect once everything was closed.
     */
    void bind(StorageEngine engine) {
        alone(() -> {
            if (ended) {
                return;
            }
            StorageEngine before = engines.put(engine.name(), engine);
            if (before != null && !before.equals(engine)) {
                release(engine.name(), "another engine of its name came");
            }
            assign();
        });
    }

    void unbind(StorageEngine engine) {
        alone(() -> {
            if (engines.remove(engine.name(), engine)) {
                release(engine.name(), "its engine went");
                assign();
            }
        });
    }

    private void alone(Runnable change) {
        changing.lock();
        try {
            synchronized (this) {
                change.run();
            }
        } finally {
            changing.unlock();
        }
    }

    private void release(String engine, String reason) {
        mirrorsOn(engine).forEach(mirror -> mirror.lose("its engine " + engine + " is not there: " + reason));
        tables.values().removeIf(table -> table.engine().equals(engine));
        for (String name : List.copyOf(environments.keySet())) {
            if (name.startsWith(engine + "/")) {
                close(name);
                LOG.info("environment closed environment={} reason=\"{}\"", name, reason);
            }
        }
    }

    private List<Mirror> mirrorsOn(String engine) {
        return placements.values().stream()
                .flatMap(placement -> placement.mirrored().stream())
                .filter(beside -> beside.engine().equals(engine))
                .map(Placement.Beside::mirror)
                .toList();
    }

    /** Its tables are bound no more: what waits at the gate goes on and finds that. */
    private void close(String name) {
        StorageGate gate = gates.get(name);
        gate.shut(DRAINING);
        if (!gate.drain(DRAINING)) {
            LOG.warn("environment closed under {} calls environment={}", gate.callsUnderWay(), name);
        }
        try {
            environments.remove(name).close();
            closed.add(name);
        } catch (RuntimeException e) {
            notClosedCleanly(name, e);
        } finally {
            gate.open();
        }
    }

    synchronized void notClosedCleanly(String environment, RuntimeException why) {
        allClosedCleanly = false;
        LOG.error("environment not closed cleanly environment={} reason=\"{}\"", environment, why.getMessage(), why);
    }

    // ---- another engine of the same name under open tables

    /**
     * Has another engine of the same name open what its predecessor has open, without a table being unserved; storage
     * calls wait meanwhile. Blocks as long as that takes.
     *
     * @throws SwapFailed if the engine before goes on
     */
    SwapTimes swap(StorageEngine next, SwapLimits limits) throws SwapFailed {
        changing.lock();
        try {
            StorageEngine before;
            synchronized (this) {
                before = engines.get(next.name());
            }
            if (ended || before == null || before.equals(next)) {
                throw new SwapFailed("there is no other engine " + next.name() + " in use that it could replace");
            }
            return new EngineSwap(this, before, next, limits).run();
        } finally {
            changing.unlock();
        }
    }

    /** The environments of an engine, in the order in which they are to be closed. */
    synchronized List<OpenEnvironment> openedBy(String engine) {
        List<OpenEnvironment> open = new ArrayList<>();
        for (InstanceConfig instance : instances) {
            String name = engine + "/" + instance.name();
            Environment environment = environments.get(name);
            if (environment != null) {
                open.add(new OpenEnvironment(name, engines.get(engine), instance, environment, gates.get(name)));
            }
        }
        return open;
    }

    boolean isEnding() {
        return ended;
    }

    /** Without effect on tables. */
    Environment openAnew(OpenEnvironment environment, StorageEngine engine) {
        return open(environment.name(), environment.instance(), engine);
    }

    /** @throws EngineMissing if an environment that was opened while the node serves is not as it was closed */
    void refuseIfDoubtful(String name, Environment environment) {
        OpenReport report = environment.openReport();
        if (report.state() != OpenReport.State.CLEAN && report.state() != OpenReport.State.EMPTY) {
            throw new EngineMissing(ErrorCode.ENGINE_MISSING, doubtful(name, report));
        }
    }

    private static String doubtful(String name, OpenReport report) {
        return "environment " + name + " opened as " + report.state() + " (" + report.detail()
                + ") while the node was running: restart the node, which then takes a new incarnation";
    }

    /** From now on the engine serves the tables of its name, from these environments. */
    synchronized void rebind(StorageEngine engine, Map<String, Environment> opened) {
        engines.put(engine.name(), engine);
        environments.putAll(opened);
        opened.forEach((name, environment) -> reports.put(name, environment.openReport()));
        tables.replaceAll((name, table) -> {
            Environment environment = opened.get(table.engine() + "/" + name.instance());
            return environment == null ? table : table.in(environment);
        });
        for (Placement placement : placements.values()) {
            placement.mirror().flatMap(Mirror::other).ifPresent(other -> {
                Environment environment =
                        opened.get(other.engine() + "/" + other.name().instance());
                if (environment != null) {
                    placement.mirror().get().become(other.in(environment));
                }
            });
        }
    }

    /** The tables of these environments, which are closed, are not served until an engine of their name comes. */
    synchronized void lost(List<OpenEnvironment> lost, String why) {
        Set<String> names = new TreeSet<>();
        lost.forEach(each -> names.add(each.name()));
        placements.values().stream()
                .flatMap(placement -> placement.mirror().stream())
                .forEach(mirror -> mirror.other()
                        .filter(other -> names.contains(
                                other.engine() + "/" + other.name().instance()))
                        .ifPresent(other -> mirror.lose(why)));
        environments.keySet().removeAll(names);
        closed.addAll(names);
        tables.keySet().stream()
                .filter(table -> names.contains(tables.get(table).engine() + "/" + table.instance()))
                .toList()
                .forEach(table -> {
                    problems.put(table, new Problem(ErrorCode.ENGINE_MISSING, why));
                    tables.remove(table);
                });
    }

    SortedSet<TableName> tablesOf(String engine) {
        SortedSet<TableName> served = new TreeSet<>();
        tables.values().stream()
                .filter(table -> table.engine().equals(engine))
                .forEach(table -> served.add(table.name()));
        return served;
    }

    /** By name. */
    synchronized List<String> environmentsOf(String engine) {
        return openedBy(engine).stream().map(OpenEnvironment::name).toList();
    }

    /** All there are, of open environments and of closed ones. */
    Collection<StorageGate> gates() {
        return gates.values();
    }

    /**
     * From now on the incarnation stands: an environment that opens in doubt is not taken any more.
     *
     * @param closedBefore the environments the last shutdown closed; empty if it is not proven that it was clean
     * @return which environments are not open, or not as that shutdown left them; empty if all are
     */
    synchronized Optional<String> serve(Optional<? extends Set<String>> closedBefore) {
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

    private void assign() {
        int served = tables.size();
        for (InstanceConfig instance : instances) {
            for (TableConfig table : instance.tables().values()) {
                if (!tables.containsKey(table.name())) {
                    assign(instance, table);
                }
            }
        }
        for (InstanceConfig instance : instances) {
            instance.tables().values().forEach(table -> assignOther(instance, table));
        }
        if (tables.size() > served) {
            openings.forEach(Runnable::run);
        }
    }

    /** As long as it is not there, the table is served all the same. */
    private void assignOther(InstanceConfig instance, TableConfig table) {
        Optional<Placement.Beside> beside = Optional.ofNullable(placements.get(table.name()))
                .flatMap(Placement::mirrored)
                .filter(wanted -> wanted.mirror().other().isEmpty());
        if (beside.isEmpty()) {
            return;
        }
        Mirror mirror = beside.get().mirror();
        StorageEngine engine = engines.get(beside.get().engine());
        if (engine == null) {
            mirror.lose("engine " + beside.get().engine() + " is not installed");
            return;
        }
        try {
            if (serving) {
                mirror.markAll();
            }
            mirror.become(bound(instance, table, engine, Use.BESIDE));
            LOG.info("other engine there table={} engine={}", table.name(), engine.name());
        } catch (StorageException | EngineMissing | InvalidConfig e) {
            mirror.lose(e.getMessage());
            LOG.error(
                    "other engine not there table={} engine={} reason=\"{}\"",
                    table.name(),
                    engine.name(),
                    e.getMessage());
        } catch (RuntimeException e) {
            mirror.lose("engine " + engine.name() + " failed while it opened: " + e);
            LOG.error("other engine not there table={} engine={}", table.name(), engine.name(), e);
        }
    }

    /** @param told each time tables come to be served, on the thread that opened them */
    void whenOpened(Runnable told) {
        openings.add(told);
    }

    /**
     * The stores of one kind, of tables whether or not they are served.
     *
     * @param wanted chooses partitions
     * @throws StorageException if an engine can't tell
     */
    List<Event.FoundStore> stores(StoreKind kind, IntPredicate wanted) {
        List<Event.FoundStore> found = new ArrayList<>();
        environments.forEach((name, environment) -> {
            String instance = name.substring(name.indexOf('/') + 1);
            for (StoreId id : environment.stores()) {
                TableName table = new TableName(instance, id.table());
                if (id.kind() == kind && wanted.test(id.partition()) && mayBeServedFrom(name, table)) {
                    StoreStats stats = environment.store(id).stats();
                    found.add(new Event.FoundStore(table, id.partition(), stats.entries(), stats.bytes()));
                }
            }
        });
        return found;
    }

    /** What another engine has of a table that is moved is no store of its own. */
    private boolean mayBeServedFrom(String environment, TableName table) {
        Placement placement = placements.get(table);
        return placement == null || environment.equals(placement.serving() + "/" + table.instance());
    }

    private void assign(InstanceConfig instance, TableConfig table) {
        TableName name = table.name();
        EngineChoice choice = choice(table);
        if (choice.engine().isEmpty()) {
            problems.put(name, new Problem(ErrorCode.ENGINE_MISSING, "no engine serves it: " + choice.reason()));
            return;
        }
        StorageEngine engine = engines.get(choice.engine().get());
        try {
            Optional<Mirror> mirror = Optional.ofNullable(placements.get(name)).flatMap(Placement::mirror);
            tables.put(name, bound(instance, table, engine, Use.SERVING).beside(mirror));
            keepers.put(name, engine.name());
            problems.remove(name);
            LOG.info("table served table={} engine={} reason=\"{}\"", name, engine.name(), choice.reason());
        } catch (StorageException | EngineMissing | InvalidConfig e) {
            problems.put(name, new Problem(code(e), e.getMessage()));
            LOG.error("table not served table={} engine={} reason=\"{}\"", name, engine.name(), e.getMessage());
        } catch (RuntimeException e) {
            problems.put(
                    name,
                    new Problem(ErrorCode.STORAGE_FAILED, "engine " + engine.name() + " failed while it opened: " + e));
            LOG.error("table not served table={} engine={} effect=\"the engine is defective\"", name, engine.name(), e);
        }
    }

    /**
     * Of a table that was moved, where it was moved to; else the engine that has served it in this run, and no other:
     * that would not know its objects.
     */
    private EngineChoice choice(TableConfig table) {
        Placement placement = placements.get(table.name());
        if (placement != null) {
            return engines.containsKey(placement.serving())
                    ? new EngineChoice(Optional.of(placement.serving()), "it was moved there")
                    : new EngineChoice(
                            Optional.empty(),
                            "it was moved to engine " + placement.serving() + ", which is not installed");
        }
        String keeper = keepers.get(table.name());
        if (keeper == null) {
            return configuredChoice(table);
        }
        return engines.containsKey(keeper)
                ? new EngineChoice(Optional.of(keeper), "it keeps the table's objects")
                : new EngineChoice(Optional.empty(), "engine " + keeper + ", which keeps its objects, is gone");
    }

    private enum Use {
        SERVING,
        /** What is stored there is compared with what serves before it is believed. */
        BESIDE
    }

    private TableBinding bound(InstanceConfig instance, TableConfig table, StorageEngine engine, Use use) {
        Set<Durability> promised = engine.profile().durabilities();
        if (!promised.contains(table.durability())) {
            throw new EngineMissing(
                    ErrorCode.ENGINE_MISSING,
                    "engine " + engine.name() + " does not promise durability " + table.durability() + ", only "
                            + promised);
        }
        Environment environment = environment(instance, engine, use);
        StorageGate gate = gates.get(engine.name() + "/" + instance.name());
        return new TableBinding(table.name(), engine.name(), environment, gate, promised, partitions);
    }

    private static ErrorCode code(RuntimeException cause) {
        if (cause instanceof StorageException.InUse) {
            return ErrorCode.STORAGE_IN_USE;
        }
        if (cause instanceof StorageException.Corrupt) {
            return ErrorCode.RECORD_CORRUPT;
        }
        if (cause instanceof StorageException) {
            return ErrorCode.STORAGE_FAILED;
        }
        return cause instanceof InvalidConfig ? ErrorCode.CONFIG_INVALID : ErrorCode.ENGINE_MISSING;
    }

    private List<EngineChoice.Candidate> candidates() {
        return engines.values().stream()
                .map(engine -> new EngineChoice.Candidate(engine.name(), engine.profile()))
                .toList();
    }

    private Environment environment(InstanceConfig instance, StorageEngine engine, Use use) {
        String name = engine.name() + "/" + instance.name();
        if (use == Use.SERVING && refused.containsKey(name)) {
            throw new EngineMissing(ErrorCode.ENGINE_MISSING, refused.get(name));
        }
        Environment open = environments.get(name);
        if (open != null) {
            return open;
        }
        Environment environment = open(name, instance, engine);
        OpenReport report = environment.openReport();
        if (serving && report.state() != OpenReport.State.CLEAN && report.state() != OpenReport.State.EMPTY) {
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
        gates.computeIfAbsent(name, made -> new StorageGate(System::nanoTime));
        environments.put(name, environment);
        closed.remove(name);
        reports.put(name, report);
        return environment;
    }

    private Environment open(String name, InstanceConfig instance, StorageEngine engine) {
        SortedMap<String, String> options = instance.optionsFor(EngineDescription.of(engine));
        long begin = System.nanoTime();
        Environment environment =
                engine.open(new EnvironmentSettings(instance.name(), directory.resolve(name), options));
        LOG.info(
                "environment open environment={} state={} detail=\"{}\" took_ms={}",
                name,
                environment.openReport().state(),
                environment.openReport().detail(),
                (System.nanoTime() - begin) / 1_000_000);
        return environment;
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

    /** @throws EngineMissing if the table is not served; the message says why */
    TableBinding table(TableName name) {
        TableBinding table = tables.get(name);
        if (table == null) {
            Problem problem = problems.getOrDefault(name, NOT_CONFIGURED);
            throw new EngineMissing(problem.code(), "table " + name + ": " + problem.text());
        }
        return table;
    }

    Optional<String> problem(TableName name) {
        return tables.containsKey(name)
                ? Optional.empty()
                : Optional.ofNullable(problems.get(name)).map(Problem::text);
    }

    // ---- tables that are moved from one engine to another

    /** Before any engine is bound. */
    void place(TableName name, Placement placement) {
        placements.put(name, placement);
    }

    /**
     * Has the environment open in which an engine would keep the table. Blocks as long as that takes.
     *
     * @throws MoveWaits if it can't be
     */
    void open(TableName name, String engine) throws MoveWaits {
        changing.lock();
        try {
            unserved(name, engine);
        } catch (StorageException | EngineMissing | InvalidConfig e) {
            throw new MoveWaits("engine " + engine + " can't be opened for table " + name + ": " + e.getMessage());
        } finally {
            changing.unlock();
        }
    }

    /** One step of a table's move. */
    interface Step {
        /**
         * Carried out while no storage call of the table is under way.
         *
         * @return how the table is kept from now on
         * @throws MoveWaits if it stays as it is
         */
        Placement next() throws MoveWaits;
    }

    /**
     * Changes by which engines a table is kept. Its storage calls wait meanwhile, and those of other tables of its
     * environment. Blocks as long as that takes.
     */
    void rearrange(TableName name, SwapLimits limits, Step step) throws MoveWaits {
        changing.lock();
        try {
            if (ended) {
                throw new MoveWaits("the node stops");
            }
            Optional<StorageGate> gate = Optional.ofNullable(tables.get(name)).map(TableBinding::gate);
            gate.ifPresent(shut -> shut.shut(limits.patience()));
            try {
                if (gate.isPresent() && !gate.get().drain(limits.drain())) {
                    throw new MoveWaits(gate.get().callsUnderWay() + " storage calls did not end within "
                            + limits.drain().toMillis() + " ms");
                }
                apply(name, step.next());
            } finally {
                gate.ifPresent(StorageGate::open);
            }
        } finally {
            changing.unlock();
        }
    }

    private synchronized void apply(TableName name, Placement next) {
        TableBinding bound = tables.get(name);
        placements.put(name, next);
        if (bound != null && bound.engine().equals(next.serving())) {
            tables.put(name, bound.beside(next.mirror()));
        } else if (bound != null) {
            TableBinding other = bound.mirror().flatMap(Mirror::other).orElseThrow();
            next.mirror().ifPresent(mirror -> mirror.become(bound.beside(Optional.empty())));
            tables.put(name, other.beside(next.mirror()));
            keepers.put(name, next.serving());
            problems.remove(name);
            LOG.info("table served table={} engine={} reason=\"it was moved there\"", name, next.serving());
        }
        assign();
    }

    /** Its configuration and its place are the same again. */
    synchronized void forgetPlacement(TableName name) {
        placements.remove(name);
    }

    /** The engine that serves the table by its configuration, as far as that can be told; empty if none would. */
    synchronized Optional<String> configuredEngine(TableName name) {
        TableConfig table = config(name).orElseThrow();
        return table.engine() instanceof EngineSelection.Named named
                ? Optional.of(named.engine())
                : configuredChoice(table).engine();
    }

    private EngineChoice configuredChoice(TableConfig table) {
        return table.engine().from(table.durability(), candidates());
    }

    private Optional<TableConfig> config(TableName name) {
        return instance(name).map(instance -> instance.tables().get(name));
    }

    private Optional<InstanceConfig> instance(TableName name) {
        return instances.stream()
                .filter(instance -> instance.tables().containsKey(name))
                .findFirst();
    }

    synchronized Optional<StorageEngine> engine(String name) {
        return Optional.ofNullable(engines.get(name));
    }

    synchronized SortedSet<String> engineNames() {
        return new TreeSet<>(engines.keySet());
    }

    /**
     * Removes some of what an engine has of a table that it does not serve.
     *
     * @return whether nothing is left; then an environment that nobody uses any more is closed too
     * @throws MoveWaits if it can't be removed now
     */
    boolean dropStores(TableName name, String engine) throws MoveWaits {
        changing.lock();
        try {
            Placement placement = placements.get(name);
            if (placement == null
                    || placement.serving().equals(engine)
                    || placement.mirror().isPresent()) {
                throw new AssertionError("stores of " + name + " in engine " + engine + " are in use");
            }
            if (ended) {
                throw new MoveWaits("the node stops");
            }
            TableBinding unserved = unserved(name, engine);
            List<StoreId> stores = List.copyOf(unserved.existing());
            for (StoreId id : stores.subList(0, Math.min(DROPPED_AT_ONCE, stores.size()))) {
                unserved.environment().store(id).drop();
            }
            if (stores.size() > DROPPED_AT_ONCE) {
                return false;
            }
            retire(engine + "/" + name.instance());
            return true;
        } catch (StorageException | EngineMissing | InvalidConfig e) {
            throw new MoveWaits(
                    "what engine " + engine + " has of table " + name + " can't be removed: " + e.getMessage());
        } finally {
            changing.unlock();
        }
    }

    /** What an engine has of a table that another one serves. */
    private synchronized TableBinding unserved(TableName name, String engine) {
        StorageEngine there = engines.get(engine);
        if (there == null) {
            throw new EngineMissing(ErrorCode.ENGINE_MISSING, "it is not installed");
        }
        InstanceConfig instance = instance(name).orElseThrow();
        return bound(instance, instance.tables().get(name), there, Use.BESIDE);
    }

    /** An environment that no table uses any more is closed, and not missed when the node starts again. */
    private synchronized void retire(String environment) {
        String engine = environment.substring(0, environment.indexOf('/'));
        String instance = environment.substring(environment.indexOf('/') + 1);
        boolean used = tables.values().stream()
                        .anyMatch(table -> table.engine().equals(engine)
                                && table.name().instance().equals(instance))
                || placements.entrySet().stream()
                        .filter(placed -> placed.getKey().instance().equals(instance))
                        .flatMap(placed -> placed.getValue().mirrored().stream())
                        .anyMatch(beside -> beside.engine().equals(engine));
        if (!used && environments.containsKey(environment)) {
            close(environment);
            closed.remove(environment);
            reports.remove(environment);
            refused.remove(environment);
            LOG.info("environment closed environment={} reason=\"no table uses it any more\"", environment);
        }
    }

    /** What was found in doubt, for the operator. */
    synchronized List<String> doubts() {
        return reports.entrySet().stream()
                .filter(entry -> entry.getValue().state() == OpenReport.State.DOUBTFUL)
                .map(entry -> "environment " + entry.getKey() + ": "
                        + entry.getValue().detail())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /**
     * Closes every environment, for good.
     *
     * @return those that were open in this run, if all of them closed cleanly
     */
    Optional<Set<String>> closeAll() {
        ended = true; // a swap under way ends early
        alone(() -> {
            tables.clear();
            List.copyOf(environments.keySet()).forEach(this::close);
        });
        synchronized (this) {
            return allClosedCleanly ? Optional.of(Set.copyOf(closed)) : Optional.empty();
        }
    }

    @Override
    public void close() {
        closeAll();
    }
}
