package org.armature.node;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.TransferMessage.MoveName;
import org.armature.protocol.TransferMessage.Moved;
import org.armature.replication.TableSpec;
import org.armature.ring.Ownership;
import org.armature.ring.PreferenceList;
import org.armature.ring.Progress;
import org.armature.ring.RingState;
import org.armature.storage.StoreKind;

/** What a shard knows of its cluster: who holds what, the tables, and which nodes it thinks are up. */
final class View {
    private final NodeId self;
    private final SortedSet<NodeId> up = new TreeSet<>();
    private final SortedSet<NodeId> reachable = new TreeSet<>();
    private final SortedSet<NodeId> slow = new TreeSet<>();
    private final EventTime time;
    private final Avoided avoided = new Avoided();
    private SortedMap<TableName, TableSpec> tables;
    private Ownership ownership;

    private boolean gone;

    /** Of the transition before, for those who have not heard yet that it has ended. */
    private Optional<Ownership> former = Optional.empty();

    View(NodeId self, Ownership ownership, SortedMap<TableName, TableSpec> tables, EventTime time) {
        this.self = self;
        this.time = time;
        this.ownership = ownership;
        this.tables = new TreeMap<>(tables);
        up.add(self);
        reachable.add(self);
    }

    NodeId self() {
        return self;
    }

    Ownership ownership() {
        return ownership;
    }

    /**
     * What this shard has learned of moves is not forgotten: others may not have heard of them yet.
     *
     * @param told of the same transition, or of a later epoch
     */
    void become(Ownership told) {
        Ownership next = told.with(ownership.progress());
        if (ownership.transition().isPresent() && next.transition().isEmpty()) {
            former = Optional.of(ownership);
        }
        ownership = next;
        gone = false;
        countReachable();
    }

    /** Another node has said that this one was removed. */
    void toldGone() {
        gone = true;
    }

    /** Whether somebody has said, since the last news of the ring, that this node was removed. */
    boolean isGone() {
        return gone;
    }

    /** Before gossip tells it: the move is made. */
    void learn(MoveName move) {
        Progress known = ownership.progress();
        if (known.changeEpoch() == move.changeEpoch()) {
            become(ownership.with(
                    move.back()
                            ? known.withReturned(move.n(), move.number())
                            : known.withMoved(move.n(), move.number())));
        }
    }

    /** Of the ring. */
    long epoch() {
        return ownership.state().epoch();
    }

    /** Q. */
    int partitions() {
        return ownership.destination().partitions();
    }

    /** From now on; whoever works with a table's former rules goes on with them. */
    void become(SortedMap<TableName, TableSpec> told) {
        tables = new TreeMap<>(told);
    }

    /** Whether there are other tables, or other places for one. */
    boolean isOtherStructure(SortedMap<TableName, TableSpec> told) {
        return !told.keySet().equals(tables.keySet())
                || told.values().stream()
                        .anyMatch(table -> tables.get(table.name()).n() != table.n());
    }

    /** Whether the ring stands, and no place moves. */
    boolean stands() {
        return ownership.state().phase() == RingState.Phase.SETTLED;
    }

    /** By what the table is now; a table that is not served any more keeps what it has. */
    boolean ownsNow(Located at) {
        TableSpec now = tables.get(at.table().name());
        return now == null || preferenceList(at.of(now)).owners().contains(self);
    }

    Optional<TableSpec> table(TableName name) {
        return Optional.ofNullable(tables.get(name));
    }

    SortedSet<TableName> tableNames() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(tables.keySet()));
    }

    Collection<TableSpec> tables() {
        return Collections.unmodifiableCollection(tables.values());
    }

    PreferenceList preferenceList(Located at) {
        return ownership.preferenceList(at.position(), at.table().n());
    }

    boolean owns(Located at) {
        return preferenceList(at).owners().contains(self);
    }

    /** Whether this node holds anything of a place that it owns, and is not about to receive all of it. */
    boolean holdsSomeOf(TreeName place) {
        if (ownership.transition().isEmpty()) {
            return true;
        }
        int n = tables.get(place.table()).n();
        return ownership.transition().get().pieces().stream()
                .filter(piece -> piece.partition() == place.partition())
                .anyMatch(piece ->
                        ownership.preferenceList(piece.from(), n).owners().contains(self));
    }

    /** Whether this node is on the preference list behind the owners. */
    boolean isFallback(Located at) {
        return preferenceList(at).fallbacks().contains(self);
    }

    /**
     * By which move this node has given its place of the key to another, for those who have not heard of it; nothing if
     * it holds the place again.
     */
    Optional<Moved> gaveAway(Located at) {
        return gaveAway(at, ownership)
                .or(() -> former.filter(ended -> !owns(at)).flatMap(before -> gaveAway(at, before)));
    }

    private Optional<Moved> gaveAway(Located at, Ownership in) {
        return in.movedAwayFrom(self, at.position(), at.table().n()).map(move -> {
            boolean back = move.to().equals(self);
            PlaceMove place = new PlaceMove(in.state().changeEpoch(), at.table().n(), move, back);
            return new Moved(place.name(), place.taker());
        });
    }

    /** Whether this node holds no place once the ring stands, and so keeps nothing for others either. */
    boolean isLeaving() {
        return !ownership.destination().members().containsKey(self);
    }

    /** Where this node keeps what it holds of the key. */
    StoreKind keptIn(Located at) {
        return owns(at) ? StoreKind.OBJECTS : StoreKind.HINTS;
    }

    void up(NodeId peer) {
        up.add(peer);
        slow.remove(peer);
        countReachable();
    }

    void slow(NodeId peer) {
        if (!peer.equals(self)) {
            up.add(peer);
            slow.add(peer);
            countReachable();
        }
    }

    void down(NodeId peer) {
        if (!peer.equals(self)) {
            up.remove(peer);
            slow.remove(peer);
            countReachable();
        }
    }

    /** A member that was given up is not asked any more, whether it answers or not. */
    private void countReachable() {
        reachable.clear();
        reachable.addAll(up);
        reachable.removeAll(ownership.state().dead());
    }

    /** The nodes thought to be up, this one included, slow ones too; shows later changes. */
    SortedSet<NodeId> reachable() {
        return Collections.unmodifiableSortedSet(reachable);
    }

    void avoid(Event.TablesAvoided event) {
        avoided.on(event);
    }

    /** Whether the stores of the node will answer late for the key's table. */
    boolean isAvoided(NodeId node, Located at) {
        return avoided.contains(node, at.table().name(), time.monoNanos());
    }

    boolean isFast(NodeId node, Located at) {
        return reachable.contains(node) && !slow.contains(node) && !isAvoided(node, at);
    }
}
