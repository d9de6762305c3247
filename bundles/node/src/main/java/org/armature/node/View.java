package org.armature.node;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.replication.TableSpec;
import org.armature.ring.PreferenceList;
import org.armature.ring.Ring;
import org.armature.storage.StoreKind;

/** What a shard knows of its cluster: the ring, the tables, and which nodes it thinks are up. */
final class View {
    private final NodeId self;
    private final SortedSet<NodeId> reachable = new TreeSet<>();
    private final SortedSet<NodeId> slow = new TreeSet<>();
    private final Ring ring;
    private final SortedMap<TableName, TableSpec> tables;

    View(NodeId self, Ring ring, SortedMap<TableName, TableSpec> tables) {
        this.self = self;
        this.ring = ring;
        this.tables = new TreeMap<>(tables);
        reachable.add(self);
    }

    NodeId self() {
        return self;
    }

    Ring ring() {
        return ring;
    }

    Optional<TableSpec> table(TableName name) {
        return Optional.ofNullable(tables.get(name));
    }

    SortedSet<TableName> tableNames() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(tables.keySet()));
    }

    PreferenceList preferenceList(Located at) {
        return ring.preferenceList(at.position(), at.table().n());
    }

    boolean owns(Located at) {
        return preferenceList(at).owners().contains(self);
    }

    /** Whether this node is on the preference list behind the owners. */
    boolean isFallback(Located at) {
        return preferenceList(at).fallbacks().contains(self);
    }

    /** Where this node keeps what it holds of the key. */
    StoreKind keptIn(Located at) {
        return owns(at) ? StoreKind.OBJECTS : StoreKind.HINTS;
    }

    void up(NodeId peer) {
        reachable.add(peer);
        slow.remove(peer);
    }

    void slow(NodeId peer) {
        if (!peer.equals(self)) {
            reachable.add(peer);
            slow.add(peer);
        }
    }

    void down(NodeId peer) {
        if (!peer.equals(self)) {
            reachable.remove(peer);
            slow.remove(peer);
        }
    }

    /** The nodes thought to be up, this one included, slow ones too; shows later changes. */
    SortedSet<NodeId> reachable() {
        return Collections.unmodifiableSortedSet(reachable);
    }

    boolean isFast(NodeId node) {
        return reachable.contains(node) && !slow.contains(node);
    }
}
