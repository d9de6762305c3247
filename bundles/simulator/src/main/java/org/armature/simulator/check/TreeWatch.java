package org.armature.simulator.check;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.armature.antientropy.EntryHash;
import org.armature.antientropy.HashTree;
import org.armature.antientropy.TreeShape;
import org.armature.model.Bytes;
import org.armature.model.Dot;
import org.armature.model.Key;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.node.TreeName;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.RecordCodec;
import org.armature.protocol.RepairMessage;
import org.armature.protocol.StoredRecord;
import org.armature.ring.Position;
import org.armature.ring.Strategy;
import org.armature.simulator.disk.StoreName;
import org.armature.simulator.node.Comparison;
import org.armature.simulator.node.SimulatedNode;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;

/**
 * Holds the hash trees that a node knows against what its disk has, worked out anew; and what a key adds to its leaf against
 * all that was met before: the same dots of a key make the same hash everywhere, and others make another.
 */
final class TreeWatch {
    /** What a key's hash is to tell apart. */
    private record Meaning(StoreKey key, List<Dot> dots) {}

    private final Consumer<Violation> wrong;
    private final Map<Long, Meaning> meanings = new HashMap<>();
    private long looked;

    TreeWatch(Consumer<Violation> wrong) {
        this.wrong = wrong;
    }

    long looked() {
        return looked;
    }

    /** Not of a node whose disk was changed by somebody else without its knowledge. */
    void look(SimulatedNode node) {
        if (!node.isHarmedBeneath()) {
            node.knownTrees().forEach((name, bytes) -> look(node, name, bytes));
        }
    }

    private void look(SimulatedNode node, TreeName name, Bytes bytes) {
        looked++;
        TreeShape shape = TreeShape.of(node.settings().ring().partitions());
        HashTree kept = HashTree.of(shape, bytes.shared());
        long[] leaves = leaves(node, name, shape);
        for (int leaf = 0; leaf < leaves.length; leaf++) {
            if (kept.leaf(leaf) != leaves[leaf]) {
                wrong.accept(new Violation(
                        "I-4 TREE_WRONG",
                        node + " thinks it knows leaf " + leaf + " of partition " + name.partition() + " of "
                                + name.table() + ", and it is not what its disk has"));
                return;
            }
        }
    }

    /** Whether the node says of its tree what its disk has. Where ranges end within leaves, only both nodes know which count. */
    void compared(SimulatedNode node, Comparison comparison) {
        if (!(comparison.answer() instanceof RepairMessage.TreesCompared compared)
                || !(comparison.request() instanceof RepairMessage.CompareTrees asked)
                || !comparison.quiet()
                || node.isHarmedBeneath()
                || node.settings().ring().strategy() == Strategy.RANDOM_TOKENS) {
            return;
        }
        TreeShape shape = TreeShape.of(node.settings().ring().partitions());
        TreeName name = new TreeName(asked.place().table(), asked.place().partition());
        ByteBuffer bytes = ByteBuffer.allocate(shape.leaves() * Long.BYTES);
        bytes.asLongBuffer().put(leaves(node, name, shape));
        HashTree tree = HashTree.of(shape, bytes.array());
        BitSet all = new BitSet();
        all.set(0, shape.leaves());
        List<Long> branches = tree.root(all) == asked.root() ? List.of() : tree.branches(all);
        if (!branches.equals(compared.branches())) {
            wrong.accept(new Violation(
                    "I-4 TREE_LIES",
                    node + " has told " + comparison.by() + " of " + asked.place()
                            + (compared.branches().isEmpty() ? " that it is the same" : " what its branches are")
                            + ", and it is not so on its disk"));
        }
    }

    private long[] leaves(SimulatedNode node, TreeName name, TreeShape shape) {
        long[] leaves = new long[shape.leaves()];
        StoreName store = new StoreName(name.table(), StoreKind.OBJECTS, name.partition());
        node.disk().entries(store).forEach((key, stored) -> decode(stored).ifPresent(set -> {
            Position position = Position.of(new Key(Bytes.wrap(key.key())));
            long hash = EntryHash.of(position, set);
            requireSense(key, set, hash);
            leaves[shape.leafOf(position)] += hash;
        }));
        return leaves;
    }

    /** What is damaged is as good as not there. */
    private static Optional<VersionSet> decode(Bytes stored) {
        try {
            return Optional.of(
                    RecordCodec.decode(StoredRecord.decode(stored.shared()).record()));
        } catch (ProtocolException damaged) {
            return Optional.empty();
        }
    }

    private void requireSense(StoreKey key, VersionSet set, long hash) {
        Meaning meaning = new Meaning(
                key, set.versions().stream().map(Version::dot).sorted().toList());
        Meaning known = meanings.putIfAbsent(hash, meaning);
        if (known != null && !known.equals(meaning)) {
            wrong.accept(new Violation(
                    "I-4 HASH_AMBIGUOUS",
                    meaning + " has the same hash as " + known + ", and so won't be found to differ"));
        }
    }
}
