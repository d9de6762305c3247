package org.armature.engine.buffered;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
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

/** The stores of one instance: those of the environment below and what waits in the buffer for them. */
final class BufferedEnvironment implements Environment {
    private static final Logger LOG = LoggerFactory.getLogger(BufferedEnvironment.class);

    private final EngineProfile profile;
    private final String instance;
    private final BufferedSettings settings;
    private final Environment below;
    private final Consumer<BufferedEnvironment> onClose;
    private final WriteBuffer buffer;
    private final WriterThread writer;
    private final Map<StoreId, BufferedStore> stores = new ConcurrentHashMap<>();
    private boolean closed;

    private BufferedEnvironment(
            EngineProfile profile,
            String instance,
            BufferedSettings settings,
            Environment below,
            EngineProfile profileBelow,
            Consumer<BufferedEnvironment> onClose) {
        this.profile = profile;
        this.instance = instance;
        this.settings = settings;
        this.below = below;
        this.onClose = onClose;
        this.buffer = new WriteBuffer(instance, settings, settings.flushTo(profileBelow));
        this.writer = new WriterThread(instance, buffer, below);
    }

    static BufferedEnvironment open(
            EngineProfile profile,
            String instance,
            BufferedSettings settings,
            Environment below,
            EngineProfile profileBelow,
            Consumer<BufferedEnvironment> onClose) {
        BufferedEnvironment environment =
                new BufferedEnvironment(profile, instance, settings, below, profileBelow, onClose);
        environment.writer.start();
        return environment;
    }

    String instance() {
        return instance;
    }

    WriteBuffer buffer() {
        return buffer;
    }

    @Override
    public OpenReport openReport() {
        return below.openReport();
    }

    @Override
    public PartitionStore store(StoreId id) {
        buffer.refuseIfClosed();
        BufferedStore store = stores.get(id);
        return store != null
                ? store
                : stores.computeIfAbsent(
                        id,
                        absent -> new BufferedStore(
                                below.store(absent), buffer, writer.turn(), dropped -> stores.remove(absent, dropped)));
    }

    @Override
    public SortedSet<StoreId> stores() {
        SortedSet<StoreId> found = new TreeSet<>(buffer.stores());
        found.addAll(below.stores());
        return found;
    }

    @Override
    public void write(List<Mutation> batch, Durability durability) {
        buffer.refuseIfClosed();
        refuseUnlessPromised(durability);
        refuseIfTooLarge(batch);
        if (durability == Durability.MEMORY) {
            buffer.put(batch);
        } else {
            buffer.through(batch, durability);
        }
    }

    @Override
    public void sync() {
        buffer.refuseIfClosed();
        buffer.flush();
        below.sync();
    }

    /**
     * Hands down what is left; see {@link WriteBuffer#close}.
     *
     * @throws StorageException.Unavailable if the engine below did not take all of it; the rest is lost
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        int lost = buffer.close();
        onClose.accept(this);
        if (lost > 0) {
            String message = "the write buffer of instance \"" + instance + "\" was closed although engine \""
                    + settings.over() + "\" did not take everything: the newest writes of " + lost
                    + " objects are lost here"
                    + buffer.failure().map(why -> ". " + why.getMessage()).orElse("");
            LOG.error("buffer closed with a loss instance={} over={} lost={}", instance, settings.over(), lost);
            throw new StorageException.Unavailable(message);
        }
    }

    private void refuseUnlessPromised(Durability durability) {
        if (!profile.durabilities().contains(durability)) {
            throw new StorageException.BadSettings("engine \"buffered\" over engine \"" + settings.over()
                    + "\" promises durability " + profile.durabilities() + ", not " + durability
                    + "; nothing was written");
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
