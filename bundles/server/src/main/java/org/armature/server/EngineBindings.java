package org.armature.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
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

    /** Why a table is not served. */
    private record Problem(ErrorCode code, String text) {}

    private final Path directory;
    private final EnvironmentOwner owner;
    private final int partitions;
    private final Map<TableName, String> keepers = new ConcurrentHashMap<>();
    private final Map<String, StorageEngine> engines = new TreeMap<>();
    private final Map<String, Environment> environments = new ConcurrentSkipListMap<>();
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
     */
    EngineBindings(Path directory, EnvironmentOwner owner, int partitions, List<InstanceConfig> instances) {
        this.directory = directory;
        this.owner = owner;
        this.partitions = partitions;
        this.instances = List.copyOf(instances);
    }

    /**
     * Opens the environments of every table that the engine serves, in place of another engine of its name. Blocks as
     * long as their recovery takes. Without effect once everything was closed.
     */
    synchronized void bind(StorageEngine engine) {
        if (ended) {
            return;
        }
        StorageEngine before = engines.put(engine.name(), engine);
        if (before != null && !before.equals(engine)) {
            release(engine.name(), "another engine of its name came");
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
        tables.values().removeIf(table -> table.engine().equals(engine));
        for (String name : List.copyOf(environments.keySet())) {
            if (name.startsWith(engine + "/")) {
                close(name);
                LOG.info("environment closed environment={} reason=\"{}\"", name, reason);
            }
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

    /** What keeps the table's objects goes on with it, whatever its file says by now. */
    private EngineSelection selection(TableConfig table) {
        String keeper = keepers.get(table.name());
        return keeper == null ? table.engine() : new EngineSelection.Named(keeper);
    }

    /** Before the first engine comes: by which of them tables were kept in an earlier run. */
    void keep(Map<TableName, String> engines) {
        keepers.putAll(engines);
    }

    /** Which engine keeps the table's objects, in this run or an earlier one. */
    Optional<String> keeper(TableName table) {
        return Optional.ofNullable(keepers.get(table));
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

    /** Before requests come: a table that has nothing on its present engine goes to the one its file wants. */
    synchronized void chooseAnew(TableName name) {
        TableBinding bound = tables.get(name);
        if (bound != null && entries(name, bound.environment()) == 0) {
            keepers.remove(name);
            tables.remove(name);
            assign();
        }
    }

    /** Whether a table of the name, served or not, has objects or hints here; if that can't be told, it may. */
    synchronized boolean mayHaveEntries(TableName name) {
        String keeper = keepers.get(name);
        if (keeper == null) {
            return false;
        }
        Environment open = environments.get(keeper + "/" + name.instance());
        if (open != null) {
            return entries(name, open) > 0;
        }
        StorageEngine engine = engines.get(keeper);
        return engine == null || engine.profile().durabilities().stream().anyMatch(kept -> kept != Durability.MEMORY);
    }

    /**
     * Deletes all a table has stored here, for good.
     *
     * @param name of a table that is not served
     * @throws EngineMissing if its stores are not open; the message says what to do
     */
    synchronized void deleteEntries(TableName name) {
        String environment = keepers.get(name) + "/" + name.instance();
        Environment open = environments.get(environment);
        if (open == null) {
            throw new EngineMissing(
                    ErrorCode.ENGINE_MISSING,
                    "engine " + keepers.get(name) + " has no stores of instance " + name.instance()
                            + " open: configure another table of that instance on it, and say it again");
        }
        tables.remove(name);
        open.stores().stream()
                .filter(id -> id.table().equals(name.table()))
                .forEach(id -> open.store(id).drop());
        open.sync();
        keepers.remove(name);
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
        return environments.containsKey(engine + "/" + instance);
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
                if (id.kind() == kind && wanted.test(id.partition())) {
                    StoreStats stats = environment.store(id).stats();
                    found.add(new Event.FoundStore(
                            new TableName(instance, id.table()), id.partition(), stats.entries(), stats.bytes()));
                }
            }
        });
        return found;
    }

    private void assign(InstanceConfig instance, TableConfig table) {
        TableName name = table.name();
        EngineChoice choice = selection(table).from(table.durability(), candidates());
        if (choice.engine().isEmpty()) {
            problems.put(name, new Problem(ErrorCode.ENGINE_MISSING, "no engine serves it: " + choice.reason()));
            return;
        }
        StorageEngine engine = engines.get(choice.engine().get());
        try {
            if (!engine.profile().durabilities().contains(table.durability())) {
                throw new EngineMissing(
                        ErrorCode.ENGINE_MISSING,
                        "engine " + engine.name() + " does not promise durability "
                                + table.durability() + ", only "
                                + engine.profile().durabilities());
            }
            Environment environment = environment(instance, engine);
            tables.put(name, new TableBinding(name, engine.name(), environment, partitions));
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
        List.copyOf(environments.keySet()).forEach(this::close);
        return allClosedCleanly ? Optional.of(Set.copyOf(closed)) : Optional.empty();
    }

    @Override
    public void close() {
        closeAll();
    }
}
