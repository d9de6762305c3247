package org.armature.server;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.armature.config.EngineSelection;
import org.armature.config.InstanceConfig;
import org.armature.config.TableConfig;
import org.armature.config.problem.InvalidConfig;
import org.armature.model.ErrorCode;
import org.armature.model.TableName;
import org.armature.storage.EngineChoice;
import org.armature.storage.EngineProfile;
import org.armature.storage.StorageEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What tables there are, and by which engine each is to be kept: what its file wants, what has its objects so far, and where
 * it was moved. Thread-safe for questions; one thread at a time may change anything.
 */
final class TablePlaces {
    private static final Logger LOG = LoggerFactory.getLogger(TablePlaces.class);

    static final String NOT_CONFIGURED = "not configured here";

    private final InstalledEngines engines;
    private final TableLedger ledger;
    private final Map<TableName, Placement> placements = new ConcurrentHashMap<>();

    /** Which engine has had the table's objects in this run, if only in memory; another one does not know them. */
    private final Map<TableName, String> keepers = new ConcurrentHashMap<>();

    private volatile List<InstanceConfig> instances;

    /** @param ledger remembers which engine keeps which table */
    TablePlaces(InstalledEngines engines, TableLedger ledger, List<InstanceConfig> instances) {
        this.engines = engines;
        this.ledger = ledger;
        this.instances = List.copyOf(instances);
    }

    // ---- what is configured

    /** Serves the tables of these instances from now on. Who has begun to work with one of the others can go on. */
    void become(List<InstanceConfig> next) {
        instances = List.copyOf(next);
    }

    List<InstanceConfig> instances() {
        return instances;
    }

    SortedSet<TableName> names() {
        return instances.stream()
                .flatMap(instance -> instance.tables().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Optional<TableConfig> config(TableName name) {
        return instance(name).map(instance -> instance.tables().get(name));
    }

    private Optional<InstanceConfig> instance(TableName name) {
        return instances.stream()
                .filter(instance -> instance.tables().containsKey(name))
                .findFirst();
    }

    /** @throws EngineMissing if it is not */
    InstanceConfig configured(TableName name) {
        return instance(name)
                .orElseThrow(
                        () -> new EngineMissing(ErrorCode.ENGINE_MISSING, "table " + name + ": " + NOT_CONFIGURED));
    }

    // ---- which engine

    /** Which engine has the table's objects in the end, in this run or an earlier one; empty if only the memory has. */
    Optional<String> keeper(TableName table) {
        return ledger.entry(table).flatMap(TableLedger.Entry::engine);
    }

    /** The same as of now, also while the table is moved: the ledger is told where to when nothing leads back any more. */
    Optional<String> keeperNow(TableName table) {
        Optional<Placement> placement = placement(table);
        return placement.isPresent() ? keeper(table, placement.get().serving()) : keeper(table);
    }

    /** Which engine has the objects of a table in the end that this one serves; empty if only the memory has. */
    private Optional<String> keeper(TableName table, String serving) {
        try {
            InstalledEngines.Stack stack = stack(table, serving);
            return stack.forgets()
                    ? Optional.empty()
                    : Optional.of(stack.ground().name());
        } catch (EngineMissing | InvalidConfig e) {
            LOG.debug("what an engine stands on can't be told engine={} table={}", serving, table, e);
            return Optional.of(serving);
        }
    }

    /** The engine that serves the table by its configuration, as far as that can be told; empty if none would. */
    Optional<String> configuredEngine(TableName name) {
        Optional<TableConfig> table = config(name);
        if (table.isPresent() && table.get().engine() instanceof EngineSelection.Named named) {
            return Optional.of(named.engine());
        }
        return table.flatMap(
                configured -> configuredChoice(configured(name), configured).engine());
    }

    /** The engine that has its objects goes on with them, whatever its file says by now: another would not know them. */
    private EngineChoice configuredChoice(InstanceConfig instance, TableConfig table) {
        Optional<String> keeper = keeper(table.name()).or(() -> Optional.ofNullable(keepers.get(table.name())));
        return table.engine().from(table.durability(), keeper, engines.candidates(instance));
    }

    /** Which engine a table gets that is configured so, of those that are there now; if it was moved, where to. */
    EngineChoice choice(InstanceConfig instance, TableConfig table) {
        return placement(table.name())
                .map(placement -> moved(placement.serving(), engines.candidates(instance)))
                .orElseGet(() -> configuredChoice(instance, table));
    }

    private static EngineChoice moved(String serving, List<EngineChoice.Candidate> present) {
        boolean there = present.stream().anyMatch(each -> each.name().equals(serving));
        String why = "the table was moved to engine " + serving;
        return new EngineChoice(
                Optional.of(serving).filter(engine -> there),
                there ? why : why + ", which is not installed",
                present.stream()
                        .map(each -> new EngineChoice.Verdict(each, each.name().equals(serving), why))
                        .toList());
    }

    /**
     * Empty if there is no such table.
     *
     * @param serving the engine that it is bound to
     */
    Optional<TableChoice> choice(TableName name, Optional<String> serving) {
        return instance(name).map(instance -> {
            TableConfig table = instance.tables().get(name);
            return new TableChoice(table, choice(instance, table), serving);
        });
    }

    /**
     * By the engine that has the objects in the end; by none that has them only as long as the process lives. What is not
     * noted is not served: after a restart with other engines it might be empty in silence.
     */
    void note(TableConfig table, InstalledEngines.Stack stack) {
        keepers.put(table.name(), stack.ground().name());
        if (stack.forgets()) {
            return;
        }
        try {
            ledger.noteEngine(table, stack.ground().name());
        } catch (IOException e) {
            throw new EngineMissing(
                    ErrorCode.STORAGE_FAILED,
                    "that engine " + stack.name() + " keeps it can't be noted in the data directory: " + e);
        }
    }

    /**
     * No engine has anything of the table.
     *
     * @throws IOException if that can't be noted
     */
    void forgetKeeper(TableName table) throws IOException {
        ledger.forgetEngine(table);
        keepers.remove(table);
    }

    /** Its objects were deleted; whoever had that done tells the ledger. */
    void gone(TableName table) {
        keepers.remove(table);
    }

    /**
     * @throws EngineMissing if the engine is not there, or can't stand where the instance wants it
     * @throws InvalidConfig if its options are wrong
     */
    InstalledEngines.Stack stack(TableName name, String engine) {
        StorageEngine there = engines.find(engine)
                .orElseThrow(() -> new EngineMissing(ErrorCode.ENGINE_MISSING, "it is not installed"));
        return engines.stack(configured(name), there);
    }

    // ---- tables that are moved from one engine to another

    /** Tables that another engine serves, and of which this one has a copy. */
    SortedSet<TableName> copiesOf(String engine) {
        return placements.entrySet().stream()
                .filter(placed -> placed.getValue()
                        .mirrored()
                        .filter(beside -> beside.engine().equals(engine))
                        .isPresent())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Map<TableName, Placement> moved() {
        return Collections.unmodifiableMap(placements);
    }

    Optional<Placement> placement(TableName name) {
        return Optional.ofNullable(placements.get(name));
    }

    /**
     * The engines that keep a table that is moved, or was moved to one that its file does not name, with what each promises in
     * that instance; without those that are not there at the moment.
     */
    SortedMap<String, EngineProfile> movedBetween(InstanceConfig instance, TableName name) {
        SortedMap<String, EngineProfile> profiles = new TreeMap<>();
        placement(name).ifPresent(placement -> {
            Stream.concat(
                            Stream.of(placement.serving()),
                            placement.mirrored().stream().map(Placement.Beside::engine))
                    .forEach(engine -> profile(instance, engine).ifPresent(profile -> profiles.put(engine, profile)));
        });
        return profiles;
    }

    private Optional<EngineProfile> profile(InstanceConfig instance, String engine) {
        try {
            return engines.find(engine)
                    .map(there -> engines.stack(instance, there).profile());
        } catch (EngineMissing | InvalidConfig e) {
            LOG.debug("no profile of an engine engine={} instance={}", engine, instance.name(), e);
            return Optional.empty();
        }
    }

    void place(TableName name, Placement placement) {
        placements.put(name, placement);
    }

    void forgetPlacement(TableName name) {
        placements.remove(name);
    }

    /**
     * Has the ledger say where a table was moved to.
     *
     * @throws EngineMissing if that can't be told, or not be noted
     */
    void remember(TableName name) {
        TableConfig table = configured(name).tables().get(name);
        InstalledEngines.Stack stack = stack(name, placement(name).orElseThrow().serving());
        note(table, stack);
        if (stack.forgets()) {
            try {
                ledger.forgetEngine(name);
            } catch (IOException e) {
                throw new EngineMissing(
                        ErrorCode.STORAGE_FAILED, "that no engine keeps it any more can't be noted: " + e);
            }
        }
    }
}
