package org.armature.engine.mysql;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.armature.engine.common.DirectoryClaim;
import org.armature.engine.common.StoreFigures;
import org.armature.engine.common.Uninterrupted;
import org.armature.storage.Durability;
import org.armature.storage.EngineProfile;
import org.armature.storage.Environment;
import org.armature.storage.Mutation;
import org.armature.storage.OpenReport;
import org.armature.storage.PartitionStore;
import org.armature.storage.StorageException;
import org.armature.storage.StoreId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An instance's tables in a database. A batch is one transaction. */
final class MysqlEnvironment implements Environment {
    private static final Logger LOG = LoggerFactory.getLogger(MysqlEnvironment.class);

    /** One order for all batches, so that no two wait for each other; stable, so that one key's mutations keep theirs. */
    private static final Comparator<Mutation> BY_STORE_AND_KEY =
            Comparator.comparing(Mutation::store).thenComparing(Mutation::key);

    private final EngineProfile profile;
    private final String instance;
    private final Path directory;
    private final DirectoryClaim claim;
    private final OpenReport report;
    private final long number;
    private final LiveDatabase live;
    private final StoreRows catalogue;
    private final Consumer<MysqlEnvironment> onClose;
    private final Map<StoreId, MysqlStore> stores = new ConcurrentHashMap<>();

    private final Map<String, DataTable> dataTables = new ConcurrentHashMap<>();

    /** Names of the tables that are there and as they must be. */
    private final Set<String> tables = ConcurrentHashMap.newKeySet();

    /** Stores whose removal was begun and not ended. */
    private final Set<StoreId> unfinished = ConcurrentHashMap.newKeySet();

    private boolean closed;

    private MysqlEnvironment(
            EngineProfile profile,
            String instance,
            Path directory,
            MysqlSettings settings,
            DirectoryClaim claim,
            Opening.Opened opened,
            Consumer<MysqlEnvironment> onClose) {
        this.profile = profile;
        this.instance = instance;
        this.directory = directory;
        this.claim = claim;
        this.report = opened.report();
        this.number = opened.number();
        this.catalogue = new StoreRows(number);
        this.onClose = onClose;
        ConnectionPool pool =
                new ConnectionPool(settings, opened.access(), opened.sessions(), "armature-mysql-" + instance);
        this.live = new LiveDatabase(settings, pool, opened.ownership());
        opened.tables().forEach(table -> tables.add(table.name()));
        this.unfinished.addAll(opened.rows().dropped());
        opened.rows().stores().forEach((id, figures) -> stores.put(id, storeObject(id, figures)));
    }

    static MysqlEnvironment open(
            EngineProfile profile,
            String instance,
            Path directory,
            MysqlSettings settings,
            Consumer<MysqlEnvironment> onClose) {
        try {
            DirectoryClaim claim = DirectoryClaim.of(directory);
            try {
                Opening.Opened opened = Opening.open(settings, instance, directory);
                MysqlEnvironment environment =
                        new MysqlEnvironment(profile, instance, directory, settings, claim, opened, onClose);
                LOG.info(
                        "environment opened instance={} directory={} place=\"{}\" tables=e{}_... server={} state={}"
                                + " detail=\"{}\"",
                        instance,
                        directory,
                        settings.place(),
                        opened.number(),
                        opened.ownership().facts().version(),
                        opened.report().state(),
                        opened.report().detail());
                return environment;
            } catch (IOException | RuntimeException e) {
                claim.close();
                throw e;
            }
        } catch (IOException e) {
            throw new StorageException.Unavailable(
                    "the environment in " + directory + " can't be opened, nothing was changed: " + e);
        }
    }

    String instance() {
        return instance;
    }

    @Override
    public OpenReport openReport() {
        return report;
    }

    @Override
    public PartitionStore store(StoreId id) {
        live.refuseIfClosed();
        return existing(id);
    }

    @Override
    public SortedSet<StoreId> stores() {
        live.refuseIfClosed();
        return stores.values().stream()
                .filter(store -> !store.isDropped())
                .map(MysqlStore::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public void write(List<Mutation> batch, Durability durability) {
        live.refuseIfClosed();
        refuseUnlessPromised(durability);
        refuseIfTooLarge(batch);
        if (batch.isEmpty()) {
            return;
        }
        BatchWrite write = new BatchWrite(catalogue);
        try {
            begin(batch, write);
            try {
                live.change(connection -> {
                    write.on(connection, live.facts().maxPacketBytes() / 4);
                    return null;
                });
                write.committed();
            } catch (RuntimeException | Error e) {
                write.failed();
                throw e;
            }
        } finally {
            write.endTurns();
        }
    }

    /** With {@code innodb_flush_log_at_trx_commit=1} every commit was forced already. */
    @Override
    public void sync() {
        live.change(connection -> {
            ServerFacts facts = live.facts();
            if (!facts.keeps(Durability.DISK)) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("FLUSH NO_WRITE_TO_BINLOG ENGINE LOGS");
                }
            }
            return null;
        });
    }

    @Override
    public void close() {
        Uninterrupted.run(this::closeOnce);
    }

    private synchronized void closeOnce() {
        if (closed) {
            return;
        }
        closed = true;
        try (claim) {
            boolean clean = live.close(this::storeFigures);
            LOG.info("environment closed instance={} directory={} clean={}", instance, directory, clean);
        } catch (IOException e) {
            LOG.warn("the directory could not be given up directory={}", directory, e);
        } finally {
            onClose.accept(this);
        }
    }

    private Void storeFigures(Connection connection) throws SQLException {
        Collection<Map.Entry<StoreId, StoreFigures>> changed = new ArrayList<>();
        for (MysqlStore store : stores.values()) {
            if (!store.isDropped()) {
                store.settle(connection);
                if (store.figures().differFromStored()) {
                    changed.add(Map.entry(store.id(), store.figures()));
                }
            }
        }
        catalogue.store(connection, changed);
        return null;
    }

    private MysqlStore existing(StoreId id) {
        while (true) {
            MysqlStore store = stores.get(id);
            if (store == null) {
                store = stores.computeIfAbsent(id, this::make);
            }
            if (!store.isDropped()) {
                return store;
            }
            store.awaitPurged();
        }
    }

    private MysqlStore make(StoreId id) {
        SqlTable table = SqlTable.ofData(number, id);
        if (!tables.contains(table.name())) {
            live.change(connection -> makeTable(connection, table));
            tables.add(table.name());
        }
        if (unfinished.contains(id)) {
            MysqlStore.purge(live, catalogue, table(table), id);
            unfinished.remove(id);
        }
        live.change(connection -> {
            catalogue.insert(connection, id);
            return null;
        });
        return storeObject(id, StoreFigures.NONE);
    }

    private Void makeTable(Connection connection, SqlTable table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(table.create());
        }
        SchemaCheck.read(connection, number, live.settings().place()).refuseUnlessRight(Collections.singleton(table));
        return null;
    }

    private MysqlStore storeObject(StoreId id, StoreFigures figures) {
        return new MysqlStore(id, table(SqlTable.ofData(number, id)), live, catalogue, figures, this::forget);
    }

    private DataTable table(SqlTable table) {
        return dataTables.computeIfAbsent(table.name(), DataTable::new);
    }

    private void forget(MysqlStore dropped, boolean whole) {
        if (!whole) {
            unfinished.add(dropped.id());
        }
        stores.remove(dropped.id(), dropped);
    }

    /** Takes the writer's turn in all stores of the batch, in the order of the stores. */
    private void begin(List<Mutation> batch, BatchWrite write) {
        List<Mutation> sorted = batch.size() == 1
                ? batch
                : batch.stream().sorted(BY_STORE_AND_KEY).toList();
        int from = 0;
        for (int to = 1; to <= sorted.size(); to++) {
            StoreId id = sorted.get(from).store();
            if (to == sorted.size() || !sorted.get(to).store().equals(id)) {
                write.add(new StoreWrite(begin(id), sorted.subList(from, to)));
                from = to;
            }
        }
    }

    /** A store that is dropped meanwhile is made again. */
    private MysqlStore begin(StoreId id) {
        MysqlStore store = existing(id);
        while (!store.beginWrite()) {
            store = existing(id);
        }
        return store;
    }

    private void refuseUnlessPromised(Durability durability) {
        if (!profile.durabilities().contains(durability)) {
            throw new StorageException.BadSettings("engine \"mysql\" promises durability " + profile.durabilities()
                    + ", not " + durability + "; nothing was written");
        }
        live.facts().refuseUnless(durability, live.settings());
    }

    private void refuseIfTooLarge(List<Mutation> batch) {
        for (Mutation mutation : batch) {
            long bytes = mutation.value().map(value -> value.length).orElse(0);
            if (bytes > profile.maxRecordBytes()) {
                throw new StorageException.ValueTooLarge(mutation.store(), bytes, profile.maxRecordBytes());
            }
        }
    }
}
