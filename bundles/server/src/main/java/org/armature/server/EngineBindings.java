package org.armature.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
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
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.armature.config.EngineDescription;
import org.armature.config.EngineStack;
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
 * Which engine keeps which table, and their open environments: one per engine and application instance. An engine that
 * stands on another shares that one's environment with the tables that use it directly, and is closed before it. Engines
 * come and go while the node runs; a table without one is not served and says why. Thread-safe.
 */
final class EngineBindings implements AutoCloseable {
    private static final Problem NOT_CONFIGURED = new Problem(ErrorCode.ENGINE_MISSING, "not configured here");
    private static final Logger LOG = LoggerFactory.getLogger(EngineBindings.class);

    /** Why a table is not served. */
    private record Problem(ErrorCode code, String text) {}

    /** @param ground name of the environment it stands on */
    private record Decorated(Environment environment, String ground) {}

    /**
     * Which engine a table gets of those that are there now.
     *
     * @param serving the one that keeps it at this moment; empty if none does
     */
    record TableChoice(TableConfig table, EngineChoice choice, Optional<String> serving) {}

    private final Path directory;
    private final EnvironmentOwner owner;
    private final int partitions;
    private final TableLedger ledger;
    private final Map<String, StorageEngine> engines = new TreeMap<>();
    private final Map<String, Environment> environments = new ConcurrentSkipListMap<>();

    /** Those that stand on one of {@link #environments}, by the same kind of name. */
    private final Map<String, Decorated> decorated = new ConcurrentSkipListMap<>();

    private final Map<String, OpenReport> reports = new TreeMap<>();
    private final Map<TableName, TableBinding> tables = new ConcurrentHashMap<>();
    private final Map<TableName, Problem> problems = new ConcurrentHashMap<>();
    private final Set<String> closed = new TreeSet<>();
    private final Map<String, String> refused = new TreeMap<>();
    private final List<Runnable> openings = new CopyOnWriteArrayList<>();
    private List<InstanceConfig> instances;
    private boolean allClosedCleanly = true;
    private boolean serving;
    private boolean ended;

    /**
     * @param directory under which each environment gets its own, {@code engine/instance}
     * @param owner of the directory
     * @param partitions Q of the ring
     * @param ledger remembers which engine keeps which table
     */
    EngineBindings(
            Path directory,
            EnvironmentOwner owner,
            int partitions,
            List<InstanceConfig> instances,
            TableLedger ledger) {
        this.directory = directory;
        this.owner = owner;
        this.partitions = partitions;
        this.instances = List.copyOf(instances);
        this.ledger = ledger;
    }

    /**
     * Opens the environments of every table that the engine serves, in place of another engine of its name. Blocks as
     * long as their recovery takes. Without effect once everything was closed.
     */
    synchronized void bind(StorageEngine engine) {
        bindAll(List.of(engine));
    }

    /** The same of engines that are there together: each table has the choice of all. */
    synchronized void bindAll(List<StorageEngine> present) {
        if (ended) {
            return;
        }
        for (StorageEngine engine : present) {
            StorageEngine before = engines.put(engine.name(), engine);
            if (before != null && !before.equals(engine)) {
                release(engine.name(), "another engine of its name came");
            }
        }
        assign();
    }

    synchronized void unbind(StorageEngine engine) {
        if (engines.remove(engine.name(), engine)) {
            release(engine.name(), "its engine went");
            assign();
        }
    }

    private void release(String engine, String reason) {
        Map.copyOf(decorated).forEach((name, top) -> {
            if (name.startsWith(engine + "/") || top.ground().startsWith(engine + "/")) {
                closeDecorated(name, reason);
            }
        });
        tables.values().removeIf(table -> table.engine().equals(engine));
        for (String name : List.copyOf(environments.keySet())) {
            if (name.startsWith(engine + "/")) {
                close(name);
                LOG.info("environment closed environment={} reason=\"{}\"", name, reason);
            }
        }
    }

    /** What could not be handed down is lost, dots that this incarnation has minted among it: it is not opened again. */
    private void closeDecorated(String name, String reason) {
        Environment environment = decorated.remove(name).environment();
        tables.values().removeIf(table -> table.environment().equals(environment));
        try {
            environment.close();
            LOG.info("environment closed environment={} reason=\"{}\"", name, reason);
        } catch (RuntimeException e) {
            allClosedCleanly = false;
            refused.put(
                    name,
                    "environment " + name + " was closed with a loss (" + e.getMessage()
                            + "): restart the node, which then takes a new incarnation");
            LOG.error("environment not closed cleanly environment={} reason=\"{}\"", name, e.getMessage(), e);
        }
    }

    private void close(String name) {
        try {
            environments.remove(name).close();
            closed.add(name);
        } catch (RuntimeException e) {
            allClosedCleanly = false;
            LOG.error("environment not closed cleanly environment={} reason=\"{}\"", name, e.getMessage(), e);
        }
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
        if (tables.size() > served) {
            openings.forEach(Runnable::run);
        }
    }

    /** Which engine has the table's objects in the end, in this run or an earlier one; empty if only the memory has. */
    Optional<String> keeper(TableName table) {
        return ledger.entry(table).flatMap(TableLedger.Entry::engine);
    }

    /** The engine that the table is bound to, whether or not it is served still. */
    Optional<String> engine(TableName table) {
        return Optional.ofNullable(tables.get(table)).map(TableBinding::engine);
    }

    /**
     * Serves the tables of these instances from now on; blocks as long as it takes to open what they need. Who has begun
     * to work with one of the others can go on: its environment stays open.
     */
    synchronized void become(List<InstanceConfig> next) {
        instances = List.copyOf(next);
        if (!ended) {
            assign();
        }
    }

    /**
     * Before requests come: tables that have nothing on their present engine go to the one their file wants.
     *
     * @throws IOException if that can't be noted
     */
    synchronized void chooseAnew() throws IOException {
        for (InstanceConfig instance : instances) {
            for (TableConfig table : instance.tables().values()) {
                TableBinding bound = tables.get(table.name());
                Optional<String> wanted = table.engine()
                        .from(table.durability(), Optional.empty(), candidates(instance))
                        .engine();
                if (bound != null
                        && wanted.isPresent()
                        && !wanted.get().equals(bound.engine())
                        && entries(table.name(), bound.environment()) == 0) {
                    ledger.forgetEngine(table.name());
                    tables.remove(table.name());
                }
            }
        }
        assign();
    }

    /** Whether a table of the name, served or not, has objects or hints here; if that can't be told, it may. */
    synchronized boolean mayHaveEntries(TableName name) {
        List<Environment> open = holding(name);
        return open.isEmpty()
                ? keeper(name).isPresent()
                : open.stream().anyMatch(environment -> entries(name, environment) > 0);
    }

    /**
     * Deletes all a table has stored here, for good.
     *
     * @param name of a table that is not served
     * @throws EngineMissing if its stores are not open; the message says what to do
     */
    synchronized void deleteEntries(TableName name) {
        List<Environment> open = holding(name);
        if (open.isEmpty() && keeper(name).isPresent()) {
            throw new EngineMissing(
                    ErrorCode.ENGINE_MISSING,
                    "engine " + keeper(name).get() + " has no stores of instance " + name.instance()
                            + " open: configure another table of that instance on it, and say it again");
        }
        tables.remove(name);
        for (Environment environment : open) {
            environment.stores().stream()
                    .filter(id -> id.table().equals(name.table()))
                    .forEach(id -> environment.store(id).drop());
            environment.sync();
        }
    }

    /** Where a table's objects can be, of what is open: what stands on another environment first, which it may write to. */
    private List<Environment> holding(TableName name) {
        Optional<String> keeper = keeper(name);
        List<Environment> holding = new ArrayList<>();
        environments.forEach((ground, environment) -> {
            if (keeper.map(engine -> ground.equals(engine + "/" + name.instance()))
                    .orElse(ground.endsWith("/" + name.instance()))) {
                decorated.values().stream()
                        .filter(top -> top.ground().equals(ground))
                        .forEach(top -> holding.add(top.environment()));
                holding.add(environment);
            }
        });
        return holding;
    }

    private static long entries(TableName name, Environment environment) {
        return environment.stores().stream()
                .filter(id -> id.table().equals(name.table()))
                .mapToLong(id -> environment.store(id).stats().entries())
                .sum();
    }

    synchronized List<EngineDescription> installed() {
        return engines.values().stream().map(EngineDescription::of).toList();
    }

    boolean isOpen(String engine, String instance) {
        String name = engine + "/" + instance;
        return environments.containsKey(name) || decorated.containsKey(name);
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
            for (StoreId id : storesOn(name, environment)) {
                if (id.kind() == kind && wanted.test(id.partition())) {
                    TableName table = new TableName(instance, id.table());
                    StoreStats stats =
                            keeper(table, name, environment).store(id).stats();
                    found.add(new Event.FoundStore(table, id.partition(), stats.entries(), stats.bytes()));
                }
            }
        });
        return found;
    }

    /** Those of an environment, and those that so far only what stands on it has. */
    private SortedSet<StoreId> storesOn(String name, Environment environment) {
        SortedSet<StoreId> stores = new TreeSet<>(environment.stores());
        decorated.values().stream()
                .filter(top -> top.ground().equals(name))
                .forEach(top -> stores.addAll(top.environment().stores()));
        return stores;
    }

    /** What knows a table's stores best: what stands on their environment, if the table uses that. */
    private Environment keeper(TableName table, String name, Environment environment) {
        return Optional.ofNullable(tables.get(table))
                .map(TableBinding::environment)
                .filter(used -> decorated.values().stream()
                        .anyMatch(top ->
                                top.ground().equals(name) && top.environment().equals(used)))
                .orElse(environment);
    }

    private void assign(InstanceConfig instance, TableConfig table) {
        TableName name = table.name();
        EngineChoice choice = choice(instance, table);
        if (choice.engine().isEmpty()) {
            problems.put(name, new Problem(ErrorCode.ENGINE_MISSING, "no engine serves it: " + choice.reason()));
            return;
        }
        StorageEngine engine = engines.get(choice.engine().get());
        try {
            EngineStack stack = stack(instance, engine);
            Set<Durability> promised = stack.profile().durabilities();
            if (!promised.contains(table.durability())) {
                throw new EngineMissing(
                        ErrorCode.ENGINE_MISSING,
                        "engine " + stack.name() + " does not promise durability " + table.durability() + ", only "
                                + promised);
            }
            Environment environment =
                    stack.below().isPresent() ? decorated(instance, engine, stack) : environment(instance, engine);
            boolean buffered = stack.below().isPresent();
            note(table, stack);
            tables.put(name, new TableBinding(name, engine.name(), environment, promised, buffered, partitions));
            problems.remove(name);
            LOG.info("table served table={} engine=\"{}\" reason=\"{}\"", name, stack.name(), choice.reason());
            table.durableReplica()
                    .filter(one -> !promised.contains(one))
                    .ifPresent(one -> LOG.info(
                            "no durable replica here table={} durable-replica={} reason=\"engine {} promises only {}\"",
                            name,
                            one,
                            stack.name(),
                            promised));
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

    private static ErrorCode code(RuntimeException cause) {
        if (cause instanceof EngineMissing missing) {
            return missing.code();
        }
        if (cause instanceof StorageException.InUse) {
            return ErrorCode.STORAGE_IN_USE;
        }
        if (cause instanceof StorageException.Corrupt) {
            return ErrorCode.RECORD_CORRUPT;
        }
        if (cause instanceof StorageException) {
            return ErrorCode.STORAGE_FAILED;
        }
        return ErrorCode.CONFIG_INVALID;
    }

    /** Which engine a table gets that is configured so, of those that are there now. */
    synchronized EngineChoice choice(InstanceConfig instance, TableConfig table) {
        return table.engine().from(table.durability(), keeper(table.name()), candidates(instance));
    }

    /** Empty if there is no such table. */
    synchronized Optional<TableChoice> choice(TableName name) {
        for (InstanceConfig instance : instances) {
            TableConfig table = instance.tables().get(name);
            if (table != null) {
                return Optional.of(new TableChoice(table, choice(instance, table), engine(name)));
            }
        }
        return Optional.empty();
    }

    List<TableName> tableNames() {
        return instances.stream()
                .flatMap(instance -> instance.tables().keySet().stream())
                .sorted()
                .toList();
    }

    /**
     * By the engine that has the objects in the end; by none that has them only as long as the process lives. What is not
     * noted is not served: after a restart with other engines it might be empty in silence.
     */
    private void note(TableConfig table, EngineStack stack) {
        if (stack.profile().durabilities().equals(EnumSet.of(Durability.MEMORY))) {
            return;
        }
        try {
            ledger.noteEngine(table, stack.below().orElse(stack.engine()).name());
        } catch (IOException e) {
            throw new EngineMissing(
                    ErrorCode.STORAGE_FAILED,
                    "that engine " + stack.name() + " keeps it can't be noted in the data directory: " + e);
        }
    }

    private List<EngineChoice.Candidate> candidates(InstanceConfig instance) {
        return engines.values().stream()
                .map(engine -> new EngineChoice.Candidate(engine.name(), engine.profile(), ground(instance, engine)))
                .toList();
    }

    /** The name of the engine it stands on, or its own. */
    private static String ground(InstanceConfig instance, StorageEngine engine) {
        EngineDescription description = EngineDescription.of(engine);
        try {
            return description.standing().on(instance.optionsFor(description)).orElse(engine.name());
        } catch (InvalidConfig e) {
            LOG.debug("options of an engine are wrong engine={} instance={}", engine.name(), instance.name(), e);
            return engine.name();
        }
    }

    private EngineStack stack(InstanceConfig instance, StorageEngine engine) {
        EngineDescription description = EngineDescription.of(engine);
        EngineStack stack = EngineStack.of(
                description,
                instance.optionsFor(description),
                engines.values().stream().map(EngineDescription::of).toList());
        stack.fault().ifPresent(fault -> {
            throw new EngineMissing(fault.code(), fault.text());
        });
        return stack;
    }

    /** Opens the environment below as for tables of its own, and the other one on it. */
    private Environment decorated(InstanceConfig instance, StorageEngine engine, EngineStack stack) {
        String name = engine.name() + "/" + instance.name();
        Decorated open = decorated.get(name);
        if (open != null) {
            return open.environment();
        }
        if (refused.containsKey(name)) {
            throw new EngineMissing(ErrorCode.ENGINE_MISSING, refused.get(name));
        }
        StorageEngine below = engines.get(stack.below().orElseThrow().name());
        Environment ground = environment(instance, below);
        SortedMap<String, String> options = instance.optionsFor(stack.engine());
        Environment environment = engine.open(
                new EnvironmentSettings(instance.name(), directory.resolve(name), options), ground, below.profile());
        decorated.put(name, new Decorated(environment, below.name() + "/" + instance.name()));
        LOG.info("environment open environment={} on={}", name, below.name() + "/" + instance.name());
        return environment;
    }

    private Environment environment(InstanceConfig instance, StorageEngine engine) {
        String name = engine.name() + "/" + instance.name();
        Environment open = environments.get(name);
        if (open != null) {
            return open;
        }
        if (refused.containsKey(name)) {
            throw new EngineMissing(ErrorCode.ENGINE_MISSING, refused.get(name));
        }
        SortedMap<String, String> options = instance.optionsFor(EngineDescription.of(engine));
        long begin = System.nanoTime();
        owner.claim(directory.resolve(name), instance.name());
        Environment environment =
                engine.open(new EnvironmentSettings(instance.name(), directory.resolve(name), options));
        OpenReport report = environment.openReport();
        if (serving && report.state() != OpenReport.State.CLEAN && report.state() != OpenReport.State.EMPTY) {
            String refusal = "environment " + name + " opened as " + report.state() + " (" + report.detail()
                    + ") while the node was running: restart the node, which then takes a new incarnation";
            refused.put(name, refusal);
            closed.remove(name);
            environment.close();
            throw new EngineMissing(ErrorCode.ENGINE_MISSING, refusal);
        }
        if (report.state() != OpenReport.State.CLEAN) {
            syncFound(environment);
        }
        LOG.info(
                "environment open environment={} state={} detail=\"{}\" took_ms={}",
                name,
                report.state(),
                report.detail(),
                (System.nanoTime() - begin) / 1_000_000);
        environments.put(name, environment);
        closed.remove(name);
        reports.put(name, report);
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

    /** Whether such a write waits for a disk or for another thread; false if the table is not served, which is told at once. */
    boolean waits(TableName name, Durability durability) {
        TableBinding table = tables.get(name);
        return table != null && table.waits(durability);
    }

    Optional<String> problem(TableName name) {
        return tables.containsKey(name)
                ? Optional.empty()
                : Optional.ofNullable(problems.get(name)).map(Problem::text);
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
    synchronized Optional<Set<String>> closeAll() {
        ended = true;
        tables.clear();
        List.copyOf(decorated.keySet()).forEach(name -> closeDecorated(name, "the node stops"));
        List.copyOf(environments.keySet()).forEach(this::close);
        return allClosedCleanly ? Optional.of(Set.copyOf(closed)) : Optional.empty();
    }

    @Override
    public void close() {
        closeAll();
    }
}
