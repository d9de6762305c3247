package org.armature.simulator.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.armature.history.Fact;
import org.armature.membership.MembershipView;
import org.armature.membership.Standing;
import org.armature.model.Bytes;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.protocol.HintRecord;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.RecordCodec;
import org.armature.protocol.StoredRecord;
import org.armature.replication.TableSpec;
import org.armature.ring.Position;
import org.armature.ring.Ring;
import org.armature.ring.RingState;
import org.armature.simulator.disk.StoreName;
import org.armature.simulator.node.SimulatedNode;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;

/** What nodes hold in the end, looked at without repairing anything. Nodes that do not run are passed over. */
public final class FinalLook {
    private final List<SimulatedNode> nodes;
    private Ring ring;

    /** @param ring until {@link #ringStands} has found a later one */
    public FinalLook(List<SimulatedNode> nodes, Ring ring) {
        this.nodes = nodes;
        this.ring = ring;
    }

    /**
     * Whether all members that run know one ring, which stands, and none has another voted on; looks by it from then on.
     */
    public boolean ringStands() {
        List<MembershipView> views = nodes.stream()
                .flatMap(node -> node.ring().stream())
                .filter(view -> view.standing(view.self()) == Standing.MEMBER)
                .toList();
        List<RingState> states =
                views.stream().map(MembershipView::state).distinct().toList();
        if (states.size() != 1
                || states.get(0).phase() != RingState.Phase.SETTLED
                || views.stream().anyMatch(MembershipView::deciding)) {
            return false;
        }
        ring = states.get(0).settled();
        return true;
    }

    /** Objects that members hold without owning them, by member and store. */
    public List<String> leftovers() {
        List<String> left = new ArrayList<>();
        for (SimulatedNode node : nodes) {
            if (!node.isRunning() || !ring.members().containsKey(node.id())) {
                continue;
            }
            for (StoreName store : node.disk().stores()) {
                if (store.kind() == StoreKind.OBJECTS) {
                    int n = node.settings().tables().get(store.table()).n();
                    node.disk().entries(store).keySet().stream()
                            .filter(key -> !owns(node, key, n))
                            .forEach(key -> left.add(node + " " + store + " " + key));
                }
            }
        }
        return left;
    }

    private boolean owns(SimulatedNode node, StoreKey key, int n) {
        return ring.preferenceList(Position.of(new Key(Bytes.wrap(key.key()))), n)
                .owners()
                .contains(node.id());
    }

    /** Whether all owners that run hold the same of the key. */
    public boolean agrees(TableSpec table, Key key) {
        Optional<VersionSet> first = Optional.empty();
        for (SimulatedNode node : owners(table, key)) {
            VersionSet copy = copy(node, table, key);
            if (first.isPresent() && !first.get().agreesWith(copy)) {
                return false;
            }
            first = Optional.of(copy);
        }
        return true;
    }

    /** What nodes hold that is deleted or expires, or has a longer vector than it need have: it goes, sooner or later. */
    public List<String> toBeReaped() {
        List<String> left = new ArrayList<>();
        for (SimulatedNode node : nodes) {
            if (!node.isRunning()
                    || !ring.members().containsKey(node.id())
                    || node.settings().reaping().intervalMillis() == 0) {
                continue;
            }
            int most = node.settings().reaping().maxVectorEntries();
            long ever = 0; // as if clients could repeat every write that is still in a log
            for (StoreName store : node.disk().stores()) {
                if (store.kind() == StoreKind.OBJECTS) {
                    node.disk().entries(store).forEach((key, bytes) -> {
                        VersionSet set = decode(Optional.of(bytes));
                        if (set.deadFrom().isPresent()
                                || !set.superfluous(most, ever).isEmpty()) {
                            left.add(node + " " + store + " " + key + ": " + set);
                        }
                    });
                }
            }
        }
        return left;
    }

    /** Whether all owners that run hold the same versions of the key, whatever else they may have seen. */
    public boolean holdSameVersions(TableSpec table, Key key) {
        return owners(table, key).stream()
                        .map(node -> copy(node, table, key).versions())
                        .distinct()
                        .count()
                <= 1;
    }

    /** Whether owners that run hold different versions, of which some are neither deleted nor expire: no removal explains that. */
    public boolean holdDifferentlyAlive(TableSpec table, Key key) {
        return !holdSameVersions(table, key)
                && owners(table, key).stream()
                        .map(node -> copy(node, table, key))
                        .anyMatch(set -> !set.isEmpty() && set.deadFrom().isEmpty());
    }

    /** What each owner that runs holds of the key, for people. */
    public String heldByOwners(TableSpec table, Key key) {
        return owners(table, key).stream()
                .map(node -> node + ": " + copy(node, table, key))
                .collect(Collectors.joining(", "));
    }

    /** Entries of the longest version vector that an owner that runs holds. */
    public int longestVector(List<TableSpec> tables, List<Key> keys) {
        return tables.stream()
                .flatMap(table ->
                        keys.stream().flatMap(key -> owners(table, key).stream().map(node -> copy(node, table, key))))
                .mapToInt(set -> set.seen().size())
                .max()
                .orElse(0);
    }

    /** How many hints a node keeps for nodes that run. */
    public long hintsKept(SimulatedNode node) {
        long count = 0;
        for (StoreName store : node.disk().stores()) {
            if (store.kind() == StoreKind.HINTS) {
                for (Bytes bytes : node.disk().entries(store).values()) {
                    count += isForSomebodyRunning(bytes) ? 1 : 0;
                }
            }
        }
        return count;
    }

    /** How many hints a node keeps, for whomever. */
    public long allHints(SimulatedNode node) {
        return node.disk().stores().stream()
                .filter(store -> store.kind() == StoreKind.HINTS)
                .mapToLong(store -> node.disk().entries(store).size())
                .sum();
    }

    /** The names of the versions a node holds as an owner. */
    public List<String> held(Chronicle chronicle, SimulatedNode node, TableSpec table, Key key) {
        return copy(node, table, key).versions().stream()
                .map(chronicle.names()::of)
                .toList();
    }

    private boolean isForSomebodyRunning(Bytes bytes) {
        try {
            return HintRecord.decode(bytes.shared()).owners().stream().anyMatch(this::runs);
        } catch (ProtocolException damaged) {
            return true; // the node takes it away when it meets it
        }
    }

    private boolean runs(NodeId id) {
        return nodes.stream().anyMatch(node -> node.id().equals(id) && node.isRunning());
    }

    /** Tells the chronicle what there is. */
    public void tell(Chronicle chronicle, List<TableSpec> tables, List<Key> keys) {
        for (TableSpec table : tables) {
            for (Key key : keys) {
                owners(table, key).forEach(node -> chronicle.copy(fact(chronicle, node, table, key)));
            }
        }
        for (SimulatedNode node : nodes) {
            if (node.isRunning()) {
                chronicle.hintsLeft(node, hintsKept(node));
            }
        }
    }

    private Fact.Copy fact(Chronicle chronicle, SimulatedNode node, TableSpec table, Key key) {
        VersionSet set = copy(node, table, key);
        chronicle.names().heldInTheEnd(chronicle.texts().object(table.name(), key), set);
        List<Version> shown = table.lastWriteWins() ? set.latest().stream().toList() : set.versions();
        List<Fact.Version> versions = new ArrayList<>();
        for (Version version : shown) {
            versions.add(new Fact.Version(
                    chronicle.texts().dot(version.dot()),
                    chronicle.names().of(version),
                    version.request().toString()));
        }
        return new Fact.Copy(
                chronicle.timeline().now(),
                node.id().name(),
                chronicle.texts().object(table.name(), key),
                versions,
                chronicle.texts().vector(set.seen()));
    }

    private List<SimulatedNode> owners(TableSpec table, Key key) {
        List<NodeId> owners = ring.preferenceList(Position.of(key), table.n()).owners();
        return nodes.stream()
                .filter(SimulatedNode::isRunning)
                .filter(node -> owners.contains(node.id()))
                .toList();
    }

    private VersionSet copy(SimulatedNode node, TableSpec table, Key key) {
        Position position = Position.of(key);
        StoreName store = new StoreName(table.name(), StoreKind.OBJECTS, ring.partitionOf(position));
        return decode(node.disk()
                .get(store, StoreKey.of(position.toBytes(), key.bytes().shared())));
    }

    private static VersionSet decode(Optional<Bytes> stored) {
        try {
            return stored.isEmpty()
                    ? VersionSet.EMPTY
                    : RecordCodec.decode(
                            StoredRecord.decode(stored.get().shared()).record());
        } catch (ProtocolException damaged) {
            return VersionSet.EMPTY;
        }
    }
}
