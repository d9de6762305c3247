package org.armature.simulator.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.model.Bytes;
import org.armature.model.Dot;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.RecordCodec;
import org.armature.protocol.StoredRecord;
import org.armature.replication.TableSpec;
import org.armature.ring.Position;
import org.armature.ring.Ring;
import org.armature.simulator.disk.StoreName;
import org.armature.simulator.node.SimulatedNode;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;

/** What the owners hold in the end, looked at without repairing anything, held against the history. */
public final class FinalState {
    private final History history;
    private final List<SimulatedNode> nodes;
    private final Ring ring;
    private final List<Violation> violations = new ArrayList<>();

    public FinalState(History history, List<SimulatedNode> nodes, Ring ring) {
        this.history = history;
        this.nodes = nodes;
        this.ring = ring;
    }

    /** What all owners together must hold, if nothing that was acknowledged could be destroyed. */
    public List<Violation> judge(List<TableSpec> tables, List<Key> keys) {
        Map<TableName, Map<Key, List<History.Write>>> writes = new TreeMap<>();
        history.writes().values().forEach(write -> writes.computeIfAbsent(write.table, table -> new TreeMap<>())
                .computeIfAbsent(write.key, key -> new ArrayList<>())
                .add(write));
        for (TableSpec table : tables) {
            for (Key key : keys) {
                List<History.Write> ofKey =
                        writes.getOrDefault(table.name(), Map.of()).getOrDefault(key, List.of());
                judge(table, key, ofKey);
            }
        }
        return violations;
    }

    /** Whether all running owners hold the same. */
    public boolean agrees(TableSpec table, Key key) {
        Optional<VersionSet> first = Optional.empty();
        for (SimulatedNode node : owners(table, key)) {
            VersionSet copy = copy(node, table, key);
            if (node.isRunning()) {
                if (first.isPresent() && !first.get().agreesWith(copy)) {
                    return false;
                }
                first = Optional.of(copy);
            }
        }
        return true;
    }

    private void judge(TableSpec table, Key key, List<History.Write> writes) {
        VersionSet all = VersionSet.EMPTY;
        for (SimulatedNode node : owners(table, key)) {
            all = all.merge(copy(node, table, key));
        }
        String what = table.name() + "/" + key;
        TreeSet<String> present = new TreeSet<>();
        for (Version version : all.versions()) {
            if (!present.add(history.name(version))) {
                violations.add(new Violation("I-11", what + " holds " + history.name(version) + " twice"));
            }
        }
        TreeSet<String> covered = ancestors(present, writes);
        for (History.Write write : writes) {
            if (write.acknowledged && !present.contains(write.name) && !covered.contains(write.name)) {
                violations.add(new Violation("I-1", what + " has lost " + write.name + "; it holds " + present));
            }
            if (!write.mayHaveHappened && present.contains(write.name)) {
                violations.add(new Violation("I-2", what + " holds " + write.name + ", which was said not to be done"));
            }
        }
        for (String name : present) {
            if (!history.writes().containsKey(name)) {
                violations.add(new Violation("I-2", what + " holds " + name + ", which nobody wrote"));
            }
            if (covered.contains(name)) {
                violations.add(
                        new Violation("I-3", what + " still shows " + name + " beside what replaced it: " + present));
            }
        }
    }

    private List<SimulatedNode> owners(TableSpec table, Key key) {
        List<NodeId> owners = ring.preferenceList(ring.partitionOf(Position.of(key)), table.n())
                .owners();
        return nodes.stream().filter(node -> owners.contains(node.id())).toList();
    }

    private VersionSet copy(SimulatedNode node, TableSpec table, Key key) {
        Position position = Position.of(key);
        StoreName store = new StoreName(table.name(), StoreKind.OBJECTS, ring.partitionOf(position));
        Optional<Bytes> stored = node.disk()
                .get(store, StoreKey.of(position.toBytes(), key.bytes().shared()));
        try {
            return stored.isEmpty()
                    ? VersionSet.EMPTY
                    : RecordCodec.decode(
                            StoredRecord.decode(stored.get().shared()).record());
        } catch (ProtocolException damaged) {
            return VersionSet.EMPTY;
        }
    }

    /** Every write that the writer of one of these had seen, directly or through others. */
    private TreeSet<String> ancestors(TreeSet<String> names, List<History.Write> writes) {
        Map<String, List<Dot>> deletions = new TreeMap<>();
        TreeSet<String> ofKey = new TreeSet<>();
        writes.forEach(write -> ofKey.add(write.name));
        history.dots().forEach((dot, name) -> {
            if (name.startsWith("delete:") && ofKey.contains(name)) {
                deletions.computeIfAbsent(name, any -> new ArrayList<>()).add(dot);
            }
        });
        TreeSet<String> found = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(names);
        while (!open.isEmpty()) {
            History.Write write = history.writes().get(open.remove());
            if (write == null) {
                continue;
            }
            for (String seen : write.seen) {
                if (found.add(seen)) {
                    open.add(seen);
                }
            }
            deletions.forEach((name, dots) -> {
                if (dots.stream().anyMatch(write.context::covers) && found.add(name)) {
                    open.add(name);
                }
            });
        }
        return found;
    }
}
