package org.armature.engine.bdbje;

import com.sleepycat.je.Transaction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
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

/**
 * The stores of one instance in one JE environment. A batch is one transaction, so it is atomic; transactions of
 * several threads that force the disk share a force.
 */
final class BdbjeEnvironment implements Environment {
    private static final Logger LOG = LoggerFactory.getLogger(BdbjeEnvironment.class);

    /** One order for all batches, so that no two wait for each other; stable, so that one key's mutations keep theirs. */
    private static final Comparator<Mutation> BY_STORE_AND_KEY =
            Comparator.comparing(Mutation::store).thenComparing(Mutation::key);

    /** The mutations of a batch that go to one store. */
    private record Part(BdbjeStore store, List<Mutation> mutations) {}

    private final EngineProfile profile;
    private final String instance;
    private final Path directory;
    private final DirectoryClaim claim;
    private final OpenReport report;
    private final LiveSession live;
    private final Consumer<BdbjeEnvironment> onClose;
    private final Map<StoreId, BdbjeStore> stores = new ConcurrentHashMap<>();
    private boolean closed;

    private BdbjeEnvironment(
            EngineProfile profile,
            String instance,
            Path directory,
            DirectoryClaim claim,
            OpenedLog log,
            Consumer<BdbjeEnvironment> onClose) {
        this.profile = profile;
        this.instance = instance;
        this.directory = directory;
        this.claim = claim;
        this.report = log.report();
        this.live = log.live();
        this.onClose = onClose;
    }

    static BdbjeEnvironment open(
            EngineProfile profile,
            String instance,
            Path directory,
            BdbjeSettings settings,
            Consumer<BdbjeEnvironment> onClose) {
        try {
            DirectoryClaim claim = DirectoryClaim.of(directory);
            try {
                OpenedLog log = OpenedLog.open(directory, settings);
                LOG.info(
                        "environment opened instance={} directory={} state={} detail=\"{}\"",
                        instance,
                        directory,
                        log.report().state(),
                        log.report().detail());
                return new BdbjeEnvironment(profile, instance, directory, claim, log, onClose);
            } catch (IOException | RuntimeException | Error e) {
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
        return live.run(JeSession::stores);
    }

    @Override
    public void write(List<Mutation> batch, Durability durability) {
        live.refuseIfClosed();
        refuseUnlessPromised(durability);
        refuseIfTooLarge(batch);
        if (batch.isEmpty()) {
            return;
        }
        List<Part> parts = new ArrayList<>(1);
        try {
            begin(batch, parts);
            List<StoreFigures> figures = live.run(session -> commit(session, parts, durability));
            for (int i = 0; i < parts.size(); i++) {
                parts.get(i).store().committed(figures.get(i));
            }
        } finally {
            parts.forEach(part -> part.store().endWrite());
        }
    }

    @Override
    public void sync() {
        live.run(session -> {
            session.sync();
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
        boolean whole = live.close(this::storeFigures);
        try (claim) {
            if (whole) {
                new ShutdownMarks(directory).markClean(LogFiles.lengths(directory));
            }
            LOG.info("environment closed instance={} directory={} clean={}", instance, directory, whole);
        } catch (IOException e) {
            LOG.warn("no mark of the clean close, the next open recovers directory={}", directory, e);
        } finally {
            onClose.accept(this);
        }
    }

    private void storeFigures(JeSession session) {
        Transaction transaction = session.begin(Durability.PROCESS);
        try {
            stores.values().forEach(store -> store.storeFigures(session, transaction));
            transaction.commit();
        } catch (RuntimeException e) {
            JeSession.abort(transaction, e);
            LOG.warn("figures of the stores not stored, those of before serve directory={}", directory, e);
        }
    }

    private BdbjeStore existing(StoreId id) {
        BdbjeStore store = stores.get(id);
        return store != null
                ? store
                : stores.computeIfAbsent(
                        id, absent -> BdbjeStore.open(absent, live, dropped -> stores.remove(absent, dropped)));
    }

    /** Takes the writer's turn in all stores of the batch, in the order of the stores. */
    private void begin(List<Mutation> batch, List<Part> parts) {
        List<Mutation> sorted = batch.size() == 1
                ? batch
                : batch.stream().sorted(BY_STORE_AND_KEY).toList();
        int from = 0;
        for (int to = 1; to <= sorted.size(); to++) {
            StoreId id = sorted.get(from).store();
            if (to == sorted.size() || !sorted.get(to).store().equals(id)) {
                parts.add(new Part(begin(id), sorted.subList(from, to)));
                from = to;
            }
        }
    }

    /** A store that is dropped meanwhile is made again. */
    private BdbjeStore begin(StoreId id) {
        BdbjeStore store = existing(id);
        while (!store.beginWrite()) {
            store = existing(id);
        }
        return store;
    }

    private static List<StoreFigures> commit(JeSession session, List<Part> parts, Durability durability) {
        Transaction transaction = session.begin(durability);
        try {
            List<StoreFigures> figures = new ArrayList<>(parts.size());
            for (Part part : parts) {
                figures.add(part.store().apply(session, transaction, part.mutations()));
            }
            transaction.commit();
            return figures;
        } catch (RuntimeException | Error e) {
            JeSession.abort(transaction, e);
            throw e;
        }
    }

    private void refuseUnlessPromised(Durability durability) {
        if (!profile.durabilities().contains(durability)) {
            throw new StorageException.BadSettings("engine \"bdbje\" promises durability " + profile.durabilities()
                    + ", not " + durability + "; nothing was written");
        }
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
