package org.armature.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntPredicate;
import org.armature.config.EngineDescription;
import org.armature.config.InstanceConfig;
import org.armature.config.TableConfig;
import org.armature.config.problem.InvalidConfig;
import org.armature.model.TableName;
import org.armature.node.Event;
import org.armature.storage.Durability;
import org.armature.storage.EngineChoice;
import org.armature.storage.EngineProfile;
import org.armature.storage.StorageEngine;
import org.armature.storage.StorageException;
import org.armature.storage.StoreId;
import org.armature.storage.StoreKind;

/**
 * The storage engines of a node, their open environments and the tables in them, one change at a time. An engine that
 * stands on another shares that one's environment with the tables that use it directly, and is closed before it. Engines
 * come and go while the node runs; a table without one is not served and says why. Thread-safe.
 */
final class EngineBindings implements AutoCloseable {
    /** So that nobody waits for long who opens or closes environments. */
    private static final int DROPPED_AT_ONCE = 32;

    private final InstalledEngines engines = new InstalledEngines();
    private final Environments environments;
    private final TablePlaces places;
    private final TableBindings tables;
    private volatile boolean ended;

    /** Held while environments are opened or closed, however long that takes; taken before this object's monitor. */
    private final Lock changing = new ReentrantLock();

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
        this.environments = new Environments(directory, owner);
        this.places = new TablePlaces(engines, ledger, instances);
        this.tables = new TableBindings(engines, places, environments, partitions);
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

    // ---- engines come and go

    /**
     * Opens the environments of every table that the engine serves, in place of another engine of its name. Blocks as
     * long as their recovery takes. Without effect once everything was closed.
     */
    void bind(StorageEngine engine) {
        bindAll(List.of(engine));
    }

    /** The same of engines that are there together: each table has the choice of all. */
    void bindAll(List<StorageEngine> present) {
        alone(() -> {
            if (ended) {
                return;
            }
            for (StorageEngine engine : present) {
                engines.put(engine)
                        .filter(before -> !before.equals(engine))
                        .ifPresent(before -> release(before, "another engine of its name came"));
            }
            tables.assign();
        });
    }

    void unbind(StorageEngine engine) {
        alone(() -> {
            if (engines.remove(engine)) {
                release(engine, "its engine went");
                if (!ended) {
                    tables.assign();
                }
            }
        });
    }

    private void release(StorageEngine engine, String reason) {
        List<OpenEnvironment> going = environments.openedBy(engine);
        tables.letGo(going, "its engine " + engine.name() + " is not there: " + reason);
        going.forEach(each -> environments.close(each, reason));
    }

    SortedSet<String> engineNames() {
        return engines.names();
    }

    /** By name, of those that are open; those that stand on them too. */
    List<String> environmentsOf(String engine) {
        return engines.find(engine).map(environments::openedBy).orElse(List.of()).stream()
                .map(OpenEnvironment::name)
                .toList();
    }

    /** All there are, of open environments and of closed ones. */
    Collection<StorageGate> gates() {
        return environments.gates();
    }

    // ---- tables

    /** @throws EngineMissing if the table is not served; the message says why */
    TableBinding table(TableName name) {
        return tables.table(name);
    }

    /** The engine that the table is bound to, whether or not it is served still. */
    Optional<String> engine(TableName name) {
        return tables.find(name).map(TableBinding::engine);
    }

    /** Whether such a write waits for a disk or for another thread; false if the table is not served, which is told at once. */
    boolean waits(TableName name, Durability durability) {
        return tables.find(name).filter(table -> table.waits(durability)).isPresent();
    }

    Optional<String> problem(TableName name) {
        return tables.problem(name);
    }

    SortedSet<TableName> tablesOf(String engine) {
        return tables.tablesOf(engine);
    }

    /** Tables that another engine serves, and of which this one has a copy. */
    SortedSet<TableName> copiesOf(String engine) {
        return places.copiesOf(engine);
    }

    /** As {@link TableBindings#stores}. */
    List<Event.FoundStore> stores(StoreKind kind, IntPredicate wanted) {
        return tables.stores(kind, wanted);
    }

    /** @param told each time tables come to be served, on the thread that opened them */
    void whenOpened(Runnable told) {
        tables.whenOpened(told);
    }

    // ---- what is configured, and what is stored

    /**
     * Serves the tables of these instances from now on; blocks as long as it takes to open what they need. Who has begun
     * to work with one of the others can go on: its environment stays open.
     */
    void become(List<InstanceConfig> next) {
        alone(() -> {
            places.become(next);
            if (!ended) {
                tables.assign();
            }
        });
    }

    /**
     * Before requests come: tables that have nothing on their present engine go to the one their file wants.
     *
     * @throws IOException if that can't be noted
     */
    void chooseAnew() throws IOException {
        changing.lock();
        try {
            synchronized (this) {
                tables.letGoOfEmptyOnes();
                tables.assign();
            }
        } finally {
            changing.unlock();
        }
    }

    SortedSet<TableName> tableNames() {
        return places.names();
    }

    /** As it is configured; empty if it is not. */
    Optional<TableConfig> config(TableName name) {
        return places.config(name);
    }

    /** As {@link TablePlaces#keeperNow}. */
    synchronized Optional<String> keeper(TableName name) {
        return places.keeperNow(name);
    }

    /** As {@link TablePlaces#choice}. */
    synchronized EngineChoice choice(InstanceConfig instance, TableConfig table) {
        return places.choice(instance, table);
    }

    /** Empty if there is no such table. */
    synchronized Optional<TableChoice> choice(TableName name) {
        return places.choice(name, engine(name));
    }

    List<EngineDescription> installed() {
        return engines.descriptions();
    }

    boolean isOpen(String engine, String instance) {
        return environments.find(OpenEnvironment.name(engine, instance)).isPresent();
    }

    /** As {@link TableBindings#mayHaveEntries}. */
    synchronized boolean mayHaveEntries(TableName name) {
        return tables.mayHaveEntries(name);
    }

    /** As {@link TableBindings#deleteEntries}. */
    void deleteEntries(TableName name) {
        alone(() -> tables.deleteEntries(name));
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
            Optional<StorageEngine> before = engines.find(next.name()).filter(engine -> !engine.equals(next));
            if (ended || before.isEmpty()) {
                throw new SwapFailed("there is no other engine " + next.name() + " in use that it could replace");
            }
            return new EngineSwap(this, environments, before.get(), next, limits).run();
        } finally {
            changing.unlock();
        }
    }

    boolean isEnding() {
        return ended;
    }

    /** From now on the engine serves the tables of its name, from these environments. */
    synchronized void rebind(StorageEngine engine, Map<String, OpenEnvironment> opened) {
        engines.put(engine);
        environments.replace(opened);
        tables.rebind(opened);
    }

    /** The tables of these environments, which are closed, are not served until an engine of their name comes. */
    synchronized void lost(List<OpenEnvironment> lost, String why) {
        tables.lost(lost, why);
        environments.forget(lost);
    }

    // ---- tables that are moved from one engine to another

    /** Whether it is being moved, or its configuration does not say yet where it was moved. */
    boolean isMoved(TableName name) {
        return places.placement(name).isPresent();
    }

    /** As {@link TablePlaces#movedBetween}. */
    SortedMap<String, EngineProfile> movedBetween(InstanceConfig instance, TableName name) {
        return places.movedBetween(instance, name);
    }

    /** Before any engine is bound. */
    void place(TableName name, Placement placement) {
        places.place(name, placement);
    }

    /** Its configuration and its place are the same again. */
    synchronized void forgetPlacement(TableName name) {
        places.forgetPlacement(name);
    }

    /**
     * Has the ledger say where a table was moved to.
     *
     * @throws MoveWaits if that can't be told, or not be noted
     */
    synchronized void remember(TableName name) throws MoveWaits {
        try {
            places.remember(name);
        } catch (EngineMissing | InvalidConfig e) {
            throw new MoveWaits(e.getMessage());
        }
    }

    /** The engine that serves the table by its configuration, as far as that can be told; empty if none would. */
    synchronized Optional<String> configuredEngine(TableName name) {
        return places.configuredEngine(name);
    }

    /** As {@link TableBindings#other}. */
    synchronized InstalledEngines.Stack other(TableName name, String engine) {
        return tables.other(name, engine);
    }

    /**
     * Asks an engine, and what it stands on, whether it could keep the table; opens nothing. Blocks as long as that takes, and
     * holds up nobody.
     *
     * @throws EngineMissing as {@link #other}
     * @throws InvalidConfig as {@link #other}
     * @throws StorageException if it could not
     */
    void check(TableName name, String engine) {
        InstalledEngines.Stack stack = other(name, engine);
        InstanceConfig instance = places.configured(name);
        stack.below().ifPresent(ground -> ground.check(environments.settings(instance, ground)));
        stack.engine().check(environments.settings(instance, stack.engine()));
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

    /** After {@link #open}, when the table is not kept there after all: closes what nobody uses. */
    void leave(TableName name, String engine) {
        changing.lock();
        try {
            environments.find(OpenEnvironment.name(engine, name.instance())).ifPresent(this::retire);
        } finally {
            changing.unlock();
        }
    }

    private synchronized TableBinding unserved(TableName name, String engine) {
        return tables.unserved(name, engine);
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
            Optional<StorageGate> gate = tables.find(name).map(TableBinding::gate);
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
        tables.apply(name, next);
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
            Placement placement = places.placement(name)
                    .filter(placed -> placed.mirror().isEmpty())
                    .orElseThrow(
                            () -> new AssertionError("stores of " + name + " in engine " + engine + " are in use"));
            if (placement.serving().equals(engine)) {
                throw new AssertionError("engine " + engine + " serves table " + name);
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
            environments.find(OpenEnvironment.name(engine, name.instance())).ifPresent(this::retire);
            return true;
        } catch (StorageException | EngineMissing | InvalidConfig e) {
            throw new MoveWaits(
                    "what engine " + engine + " has of table " + name + " can't be removed: " + e.getMessage());
        } finally {
            changing.unlock();
        }
    }

    /** An environment that no table uses any more is closed, and so is what it stood on. */
    private synchronized void retire(OpenEnvironment environment) {
        if (tables.uses(environment) || environments.carriesAny(environment)) {
            return;
        }
        environments.closeForGood(environment, "no table uses it any more");
        environment.ground().flatMap(environments::find).ifPresent(this::retire);
    }

    // ---- begin and end

    /** As {@link Environments#serve}. */
    synchronized Optional<String> serve(Optional<? extends Set<String>> closedBefore) {
        return environments.serve(closedBefore);
    }

    /** How old what is stored is, by what is beside it. */
    EpochStamps stamps() {
        return environments.stamps();
    }

    /** What was found in doubt, for the operator. */
    List<String> doubts() {
        return environments.doubts();
    }

    /**
     * Closes every environment, for good.
     *
     * @return those that were open in this run, if all of them closed cleanly
     */
    Optional<Set<String>> closeAll() {
        ended = true; // a swap under way ends early
        alone(() -> {
            tables.letAllGo();
            environments.grounds().forEach(each -> environments.close(each, "the node stops"));
        });
        return environments.closedCleanly();
    }

    @Override
    public void close() {
        closeAll();
    }
}
