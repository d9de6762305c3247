package org.armature.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.armature.config.InstanceConfig;
import org.armature.config.TableConfig;
import org.armature.config.problem.InvalidConfig;
import org.armature.model.ErrorCode;
import org.armature.model.TableName;
import org.armature.node.Event;
import org.armature.server.Environments.Use;
import org.armature.storage.Durability;
import org.armature.storage.EngineChoice;
import org.armature.storage.Environment;
import org.armature.storage.StorageEngine;
import org.armature.storage.StorageException;
import org.armature.storage.StoreId;
import org.armature.storage.StoreKind;
import org.armature.storage.StoreStats;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which engine keeps which table, and why a table has none. Thread-safe for questions; one thread at a time may change
 * anything.
 */
final class TableBindings {
    private static final Logger LOG = LoggerFactory.getLogger(TableBindings.class);
    private static final Problem NOT_CONFIGURED = new Problem(ErrorCode.ENGINE_MISSING, TablePlaces.NOT_CONFIGURED);

    /** Why a table is not served. */
    private record Problem(ErrorCode code, String text) {}

    private final InstalledEngines engines;
    private final TablePlaces places;
    private final Environments environments;
    private final int partitions;
    private final Map<TableName, TableBinding> tables = new ConcurrentHashMap<>();
    private final Map<TableName, Problem> problems = new ConcurrentHashMap<>();

    private final List<Runnable> openings = new CopyOnWriteArrayList<>();

    /** @param partitions Q of the ring */
    TableBindings(InstalledEngines engines, TablePlaces places, Environments environments, int partitions) {
        this.engines = engines;
        this.places = places;
        this.environments = environments;
        this.partitions = partitions;
    }

    // ---- questions

    /** @throws EngineMissing if the table is not served; the message says why */
    TableBinding table(TableName name) {
        TableBinding table = tables.get(name);
        if (table == null) {
            Problem problem = problems.getOrDefault(name, NOT_CONFIGURED);
            throw new EngineMissing(problem.code(), "table " + name + ": " + problem.text());
        }
        return table;
    }

    Optional<TableBinding> find(TableName name) {
        return Optional.ofNullable(tables.get(name));
    }

    Optional<String> problem(TableName name) {
        return tables.containsKey(name)
                ? Optional.empty()
                : Optional.ofNullable(problems.get(name)).map(Problem::text);
    }

    /** Those that an engine keeps, whether or not another one stands between. */
    SortedSet<TableName> tablesOf(String engine) {
        return tables.values().stream()
                .filter(table -> table.engine().equals(engine)
                        || ground(table.engine(), table.name())
                                .equals(OpenEnvironment.name(
                                        engine, table.name().instance())))
                .map(TableBinding::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether a table, or the other copy of one that is moved, is kept there. */
    boolean uses(OpenEnvironment environment) {
        return tables.values().stream().anyMatch(table -> isIn(environment, table.engine(), table.name()))
                || places.moved().entrySet().stream().anyMatch(placed -> placed.getValue()
                        .mirrored()
                        .filter(beside -> isIn(environment, beside.engine(), placed.getKey()))
                        .isPresent());
    }

    private static boolean isIn(OpenEnvironment environment, String engine, TableName table) {
        return environment.name().equals(OpenEnvironment.name(engine, table.instance()));
    }

    /**
     * The stores of one kind, of tables whether or not they are served.
     *
     * @param wanted chooses partitions
     * @throws StorageException if an engine can't tell
     */
    List<Event.FoundStore> stores(StoreKind kind, IntPredicate wanted) {
        List<Event.FoundStore> found = new ArrayList<>();
        for (OpenEnvironment ground : environments.grounds()) {
            environments.storesOn(ground).stream()
                    .filter(id -> id.kind() == kind && wanted.test(id.partition()))
                    .forEach(id -> {
                        TableName table = new TableName(ground.instance().name(), id.table());
                        if (mayBeServedFrom(ground, table)) {
                            StoreStats stats = keeper(table, ground).store(id).stats();
                            found.add(new Event.FoundStore(table, id.partition(), stats.entries(), stats.bytes()));
                        }
                    });
        }
        return found;
    }

    /** What another engine has of a table that is moved is no store of its own. */
    private boolean mayBeServedFrom(OpenEnvironment ground, TableName table) {
        return places.placement(table)
                .filter(placement -> !ground.name().equals(ground(placement.serving(), table)))
                .isEmpty();
    }

    /** What knows a table's stores best: what stands on their environment, if the table uses that. */
    private Environment keeper(TableName table, OpenEnvironment ground) {
        return find(table)
                .filter(bound -> ground.name().equals(ground(bound.engine(), table)))
                .map(TableBinding::environment)
                .orElse(ground.environment());
    }

    /** The environment that has a table's objects in the end if that engine keeps it. */
    private String ground(String engine, TableName table) {
        String name = OpenEnvironment.name(engine, table.instance());
        return environments.find(name).flatMap(OpenEnvironment::ground).orElse(name);
    }

    /** @param told each time tables come to be served, on the thread that opened them */
    void whenOpened(Runnable told) {
        openings.add(told);
    }

    // ---- what is stored of tables, served or not

    /** Whether a table has objects or hints here; if that can't be told, it may. */
    boolean mayHaveEntries(TableName name) {
        List<OpenEnvironment> open = holding(name);
        return open.isEmpty()
                ? places.keeper(name).isPresent()
                : open.stream().anyMatch(each -> TableBinding.entries(name, each.environment()) > 0);
    }

    /**
     * Deletes all a table has stored here, for good; goes on with what is left if it was begun before.
     *
     * @param name of a table that is not served
     * @throws EngineMissing if its stores are not open; the message says what to do
     * @throws PartlyDeleted if an engine fails; some may be gone then
     */
    void deleteEntries(TableName name) {
        List<OpenEnvironment> open = holding(name);
        if (open.isEmpty() && places.keeper(name).isPresent()) {
            throw new EngineMissing(
                    ErrorCode.ENGINE_MISSING,
                    "engine " + places.keeper(name).get() + " has no stores of instance " + name.instance()
                            + " open: configure another table of that instance on it, and say it again");
        }
        tables.remove(name);
        places.gone(name);
        int deleted = 0;
        Set<StoreId> left = new HashSet<>();
        try {
            for (OpenEnvironment each : open) {
                left.addAll(stores(name, each.environment()));
            }
            for (OpenEnvironment each : open) {
                for (StoreId id : stores(name, each.environment())) {
                    each.environment().store(id).drop();
                    deleted += left.remove(id) ? 1 : 0;
                }
                each.environment().sync();
            }
        } catch (StorageException e) {
            throw new PartlyDeleted(name, deleted, left.size(), e);
        }
    }

    private static List<StoreId> stores(TableName name, Environment environment) {
        return environment.stores().stream()
                .filter(id -> id.table().equals(name.table()))
                .toList();
    }

    /** Where a table's objects can be, of what is open: what stands on another environment first, which it may write to. */
    private List<OpenEnvironment> holding(TableName name) {
        return environments.ofInstance(name.instance(), places.keeper(name));
    }

    /**
     * Tables that have nothing on their present engine are let go if their file wants another.
     *
     * @throws IOException if that can't be noted
     */
    void letGoOfEmptyOnes() throws IOException {
        for (InstanceConfig instance : places.instances()) {
            for (TableConfig table : instance.tables().values()) {
                Optional<TableBinding> bound = find(table.name());
                Optional<String> wanted = table.engine()
                        .from(table.durability(), Optional.empty(), engines.candidates(instance))
                        .engine();
                if (bound.isPresent()
                        && places.placement(table.name()).isEmpty()
                        && wanted.isPresent()
                        && !wanted.get().equals(bound.get().engine())
                        && bound.get().entries() == 0) {
                    places.forgetKeeper(table.name());
                    tables.remove(table.name());
                }
            }
        }
    }

    // ---- binding

    /** Has every table served that can be; opens what that takes. */
    void assign() {
        int served = tables.size();
        for (InstanceConfig instance : places.instances()) {
            for (TableConfig table : instance.tables().values()) {
                if (!tables.containsKey(table.name())) {
                    assign(instance, table);
                }
            }
        }
        for (InstanceConfig instance : places.instances()) {
            instance.tables().values().forEach(table -> assignOther(instance, table));
        }
        if (tables.size() > served) {
            openings.forEach(Runnable::run);
        }
    }

    private void assign(InstanceConfig instance, TableConfig table) {
        TableName name = table.name();
        EngineChoice choice = places.choice(instance, table);
        if (choice.engine().isEmpty()) {
            problems.put(name, new Problem(ErrorCode.ENGINE_MISSING, "no engine serves it: " + choice.reason()));
            return;
        }
        StorageEngine engine = engines.find(choice.engine().get()).orElseThrow();
        try {
            InstalledEngines.Stack stack = engines.stack(instance, engine);
            Optional<Mirror> mirror = places.placement(name).flatMap(Placement::mirror);
            TableBinding bound = bound(instance, table, stack, Use.SERVING);
            places.note(table, stack);
            tables.put(name, bound.beside(mirror));
            problems.remove(name);
            LOG.info("table served table={} engine=\"{}\" reason=\"{}\"", name, stack.name(), choice.reason());
            tellWithoutDurableReplica(table, stack);
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

    private static void tellWithoutDurableReplica(TableConfig table, InstalledEngines.Stack stack) {
        table.durableReplica()
                .filter(one -> !stack.profile().durabilities().contains(one))
                .ifPresent(one -> LOG.info(
                        "no durable replica here table={} durable-replica={} reason=\"engine {} promises only {}\"",
                        table.name(),
                        one.text(),
                        stack.name(),
                        Durability.texts(stack.profile().durabilities())));
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

    /** As long as it is not there, the table is served all the same. */
    private void assignOther(InstanceConfig instance, TableConfig table) {
        Optional<Placement.Beside> beside = places.placement(table.name())
                .flatMap(Placement::mirrored)
                .filter(wanted -> wanted.mirror().other().isEmpty());
        if (beside.isEmpty()) {
            return;
        }
        Mirror mirror = beside.get().mirror();
        Optional<StorageEngine> engine = engines.find(beside.get().engine());
        if (engine.isEmpty()) {
            mirror.lose("engine " + beside.get().engine() + " is not installed");
            return;
        }
        try {
            if (environments.areServing()) {
                mirror.markAll();
            }
            mirror.become(bound(instance, table, engines.stack(instance, engine.get()), Use.BESIDE));
            LOG.info(
                    "other engine there table={} engine={}",
                    table.name(),
                    engine.get().name());
        } catch (StorageException | EngineMissing | InvalidConfig e) {
            mirror.lose(e.getMessage());
            LOG.error(
                    "other engine not there table={} engine={} reason=\"{}\"",
                    table.name(),
                    engine.get().name(),
                    e.getMessage());
        } catch (RuntimeException e) {
            mirror.lose("engine " + engine.get().name() + " failed while it opened: " + e);
            LOG.error(
                    "other engine not there table={} engine={}",
                    table.name(),
                    engine.get().name(),
                    e);
        }
    }

    private TableBinding bound(InstanceConfig instance, TableConfig table, InstalledEngines.Stack stack, Use use) {
        stack.refuseUnlessItPromises(table.durability());
        OpenEnvironment environment = environments.open(instance, stack.engine(), stack.below(), use);
        return new TableBinding(
                table.name(),
                stack.engine().name(),
                environment,
                stack.profile().durabilities(),
                partitions);
    }

    /**
     * An engine, and what it stands on, that could keep a table instead of the one that serves it.
     *
     * @throws EngineMissing if it is not there, or keeps the table in the same place as the one that serves it
     * @throws InvalidConfig if its options are wrong
     */
    InstalledEngines.Stack other(TableName name, String engine) {
        InstalledEngines.Stack stack = places.stack(name, engine);
        String serving = table(name).engine();
        String place = OpenEnvironment.name(stack.ground().name(), name.instance());
        if (place.equals(ground(serving, name))) {
            throw new EngineMissing(
                    ErrorCode.MIGRATION_REFUSED,
                    "it keeps the table's objects in the same place as engine " + serving + " does: " + place);
        }
        return stack;
    }

    /**
     * What such an engine has of the table; its environment is opened if need be.
     *
     * @throws EngineMissing as {@link #other}
     * @throws InvalidConfig as {@link #other}
     * @throws StorageException if its environment can't be opened
     */
    TableBinding unserved(TableName name, String engine) {
        InstanceConfig instance = places.configured(name);
        return bound(instance, instance.tables().get(name), other(name, engine), Use.BESIDE);
    }

    // ---- what comes and goes

    /** Their environments are about to be closed, or were. */
    SortedSet<TableName> letGo(Collection<OpenEnvironment> going, String why) {
        Set<String> names = going.stream().map(OpenEnvironment::name).collect(Collectors.toSet());
        places.moved().forEach((table, placement) -> placement
                .mirrored()
                .filter(beside -> names.contains(OpenEnvironment.name(beside.engine(), table.instance())))
                .ifPresent(beside -> beside.mirror().lose(why)));
        SortedSet<TableName> gone = new TreeSet<>();
        tables.forEach((table, bound) -> {
            if (names.contains(OpenEnvironment.name(bound.engine(), table.instance()))) {
                gone.add(table);
            }
        });
        tables.keySet().removeAll(gone);
        return gone;
    }

    /** As {@link #letGo}; they are not served until an engine of their name comes. */
    void lost(Collection<OpenEnvironment> lost, String why) {
        for (TableName table : letGo(lost, why)) {
            problems.put(table, new Problem(ErrorCode.ENGINE_MISSING, why));
        }
    }

    void letAllGo() {
        tables.clear();
    }

    /** From now on tables are kept in those instead of the ones of the same names. */
    void rebind(Map<String, OpenEnvironment> opened) {
        tables.replaceAll((name, table) -> in(opened, table).orElse(table));
        for (Placement placement : places.moved().values()) {
            placement.mirror().ifPresent(mirror -> mirror.other()
                    .flatMap(other -> in(opened, other))
                    .ifPresent(mirror::become));
        }
    }

    private static Optional<TableBinding> in(Map<String, OpenEnvironment> opened, TableBinding table) {
        String name = OpenEnvironment.name(table.engine(), table.name().instance());
        return Optional.ofNullable(opened.get(name)).map(each -> table.in(each.environment()));
    }

    // ---- tables that are moved from one engine to another

    /** While no storage call of the table is under way. */
    void apply(TableName name, Placement next) {
        TableBinding bound = tables.get(name);
        places.place(name, next);
        if (bound != null && bound.engine().equals(next.serving())) {
            tables.put(name, bound.beside(next.mirror()));
        } else if (bound != null) {
            TableBinding other = bound.mirror().flatMap(Mirror::other).orElseThrow();
            next.mirror().ifPresent(mirror -> mirror.become(bound.beside(Optional.empty())));
            tables.put(name, other.beside(next.mirror()));
            problems.remove(name);
            LOG.info("table served table={} engine={} reason=\"it was moved there\"", name, next.serving());
        }
        assign();
    }
}
