package org.armature.client.internal;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.armature.client.ArmatureClient;
import org.armature.client.Codec;
import org.armature.client.Hedge;
import org.armature.client.Resolvers;
import org.armature.client.Table;
import org.armature.client.TypedTable;
import org.armature.model.TableName;
import org.armature.protocol.Message;

/** The client of a cluster's data. */
public final class ClusterClient implements ArmatureClient {
    private final Cluster cluster;
    private final Duration deadline;
    private final RequestIds requestIds = new RequestIds(new SecureRandom());
    private final Hedges hedges;
    private final Observers observers;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param deadline of calls whose options name none */
    public ClusterClient(List<NodeAddress> nodes, Duration deadline, Hedge hedge, Observers observers) {
        this.cluster = Cluster.start(nodes, Message.Role.CLIENT);
        this.deadline = deadline;
        this.hedges = new Hedges(hedge);
        this.observers = observers;
        observers.clientOpened(cluster);
    }

    @Override
    public Table table(TableName name) {
        return new SyncTable(calls(name));
    }

    @Override
    public <K, V> TypedTable<K, V> table(TableName name, Codec<K> keys, Codec<V> values) {
        return new TypedSyncTable<>(
                new TypedCalls<>(calls(name), keys, values, Resolvers.throwing(), TypedTable.DEFAULT_PARALLELISM));
    }

    private TableCalls calls(TableName name) {
        return new TableCalls(name, cluster, deadline, requestIds, hedges.of(name), observers);
    }

    @Override
    public CompletionStage<Void> connected() {
        return cluster.connected(deadline);
    }

    @Override
    public void close() {
        cluster.close();
        if (closed.compareAndSet(false, true)) {
            observers.clientClosed();
        }
    }
}
