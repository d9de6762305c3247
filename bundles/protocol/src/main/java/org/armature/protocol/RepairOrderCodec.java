package org.armature.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.RepairOrderMessage.DifferingKeys;
import org.armature.protocol.RepairOrderMessage.DifferingKeysAsked;
import org.armature.protocol.RepairOrderMessage.NodeTrees;
import org.armature.protocol.RepairOrderMessage.PartitionComparison;
import org.armature.protocol.RepairOrderMessage.RepairBegun;
import org.armature.protocol.RepairOrderMessage.RepairOrdered;
import org.armature.protocol.RepairOrderMessage.RepairStatus;
import org.armature.protocol.RepairOrderMessage.RepairStatusAsked;
import org.armature.protocol.RepairOrderMessage.TableComparisons;
import org.armature.protocol.internal.wire.Wire;

/** What is said about comparisons of replicas with operators. */
final class RepairOrderCodec {
    private RepairOrderCodec() {}

    static MessageLite toWire(RepairOrderMessage message) {
        if (message instanceof RepairOrdered ordered) {
            Wire.RepairOrdered.Builder wire = Wire.RepairOrdered.newBuilder()
                    .setInstance(ordered.table().instance())
                    .setTable(ordered.table().table())
                    .setMends(ordered.mends());
            ordered.node().map(NodeId::name).ifPresent(wire::setNode);
            ordered.partition().ifPresent(wire::setPartition);
            return wire.build();
        }
        if (message instanceof RepairBegun begun) {
            Wire.RepairBegun.Builder wire = Wire.RepairBegun.newBuilder();
            begun.tasks().forEach(task -> wire.addTasks(TaskCodec.toWire(task)));
            begun.silent().forEach(node -> wire.addSilent(node.name()));
            return wire.build();
        }
        if (message instanceof RepairStatusAsked asked) {
            Wire.RepairStatusAsked.Builder wire = Wire.RepairStatusAsked.newBuilder()
                    .setEverywhere(asked.everywhere())
                    .setEveryPartition(asked.everyPartition());
            asked.table().ifPresent(table -> wire.setInstance(table.instance()).setTable(table.table()));
            return wire.build();
        }
        if (message instanceof RepairStatus status) {
            Wire.RepairStatus.Builder wire = Wire.RepairStatus.newBuilder();
            status.trees().forEach(trees -> wire.addTrees(toWire(trees)));
            status.tables().forEach(table -> wire.addTables(toWire(table)));
            status.partitions().forEach(partition -> wire.addPartitions(toWire(partition)));
            status.silent().forEach(node -> wire.addSilent(node.name()));
            return wire.build();
        }
        if (message instanceof DifferingKeysAsked asked) {
            return Wire.DifferingKeysAsked.newBuilder().setTask(asked.task()).build();
        }
        if (message instanceof DifferingKeys differing) {
            Wire.DifferingKeys.Builder wire = Wire.DifferingKeys.newBuilder().setDiffering(differing.differing());
            differing.keys().forEach(key -> wire.addKeys(Fields.shared(key.bytes())));
            return wire.build();
        }
        throw new AssertionError(message);
    }

    private static Wire.NodeTrees toWire(NodeTrees trees) {
        return Wire.NodeTrees.newBuilder()
                .setNode(trees.node().name())
                .setUnknown(trees.unknown())
                .setDoubtful(trees.doubtful())
                .setCause(trees.cause())
                .build();
    }

    private static Wire.TableComparisons toWire(TableComparisons table) {
        Wire.TableComparisons.Builder wire = Wire.TableComparisons.newBuilder()
                .setNode(table.node().name())
                .setInstance(table.table().instance())
                .setTable(table.table().table())
                .setComparisons(table.comparisons())
                .setNever(table.never())
                .setDiffering(table.differing())
                .setAllDiffering(table.allDiffering())
                .setRepaired(table.repaired())
                .addAllCauses(table.causes());
        table.oldestMillis().ifPresent(wire::setOldestMillis);
        return wire.build();
    }

    private static Wire.PartitionComparison toWire(PartitionComparison comparison) {
        Wire.PartitionComparison.Builder wire = Wire.PartitionComparison.newBuilder()
                .setNode(comparison.node().name())
                .setInstance(comparison.table().instance())
                .setTable(comparison.table().table())
                .setPartition(comparison.partition())
                .setPeer(comparison.peer().name())
                .setCompared(comparison.compared())
                .setDiffering(comparison.differing())
                .setAllDiffering(comparison.allDiffering())
                .setRepaired(comparison.repaired())
                .setCause(comparison.cause());
        comparison.agoMillis().ifPresent(wire::setAgoMillis);
        return wire.build();
    }

    static RepairOrdered ordered(Wire.RepairOrdered wire) throws ProtocolException {
        return new RepairOrdered(
                Fields.node("node", wire.hasNode(), wire.getNode()),
                Fields.table(wire.getInstance(), wire.getTable()),
                wire.hasPartition()
                        ? OptionalInt.of(Fields.partition("partition", wire.getPartition()))
                        : OptionalInt.empty(),
                wire.getMends());
    }

    static RepairBegun begun(Wire.RepairBegun wire) throws ProtocolException {
        List<Task> tasks = new ArrayList<>();
        for (Wire.Task task : wire.getTasksList()) {
            tasks.add(TaskCodec.task(task));
        }
        return new RepairBegun(tasks, nodes(wire.getSilentList()));
    }

    private static List<NodeId> nodes(List<String> names) throws ProtocolException {
        List<NodeId> nodes = new ArrayList<>();
        for (String name : names) {
            nodes.add(Fields.node("silent", name));
        }
        return nodes;
    }

    static RepairStatusAsked statusAsked(Wire.RepairStatusAsked wire) throws ProtocolException {
        boolean named = wire.hasInstance() || wire.hasTable();
        return new RepairStatusAsked(
                wire.getEverywhere(),
                named ? Optional.of(Fields.table(wire.getInstance(), wire.getTable())) : Optional.empty(),
                wire.getEveryPartition());
    }

    static RepairStatus status(Wire.RepairStatus wire) throws ProtocolException {
        List<NodeTrees> trees = new ArrayList<>();
        for (Wire.NodeTrees each : wire.getTreesList()) {
            trees.add(new NodeTrees(
                    Fields.node("trees.node", each.getNode()),
                    Fields.between("trees.unknown", each.getUnknown(), 0, Integer.MAX_VALUE),
                    Fields.between("trees.doubtful", each.getDoubtful(), 0, Integer.MAX_VALUE),
                    each.getCause()));
        }
        List<TableComparisons> tables = new ArrayList<>();
        for (Wire.TableComparisons each : wire.getTablesList()) {
            tables.add(table(each));
        }
        List<PartitionComparison> partitions = new ArrayList<>();
        for (Wire.PartitionComparison each : wire.getPartitionsList()) {
            partitions.add(comparison(each));
        }
        return new RepairStatus(trees, tables, partitions, nodes(wire.getSilentList()));
    }

    private static TableComparisons table(Wire.TableComparisons wire) throws ProtocolException {
        return new TableComparisons(
                Fields.node("tables.node", wire.getNode()),
                Fields.table(wire.getInstance(), wire.getTable()),
                Fields.between("tables.comparisons", wire.getComparisons(), 0, Integer.MAX_VALUE),
                Fields.between("tables.never", wire.getNever(), 0, Integer.MAX_VALUE),
                millis("tables.oldest_millis", wire.hasOldestMillis(), wire.getOldestMillis()),
                Fields.amount("tables.differing", wire.getDiffering()),
                Fields.amount("tables.all_differing", wire.getAllDiffering()),
                Fields.amount("tables.repaired", wire.getRepaired()),
                List.copyOf(wire.getCausesList()));
    }

    private static PartitionComparison comparison(Wire.PartitionComparison wire) throws ProtocolException {
        return new PartitionComparison(
                Fields.node("partitions.node", wire.getNode()),
                Fields.table(wire.getInstance(), wire.getTable()),
                Fields.partition("partitions.partition", wire.getPartition()),
                Fields.node("partitions.peer", wire.getPeer()),
                millis("partitions.ago_millis", wire.hasAgoMillis(), wire.getAgoMillis()),
                Fields.amount("partitions.compared", wire.getCompared()),
                Fields.amount("partitions.differing", wire.getDiffering()),
                Fields.amount("partitions.all_differing", wire.getAllDiffering()),
                Fields.amount("partitions.repaired", wire.getRepaired()),
                wire.getCause());
    }

    private static OptionalLong millis(String field, boolean present, long millis) throws ProtocolException {
        return present ? OptionalLong.of(Fields.amount(field, millis)) : OptionalLong.empty();
    }

    static DifferingKeysAsked keysAsked(Wire.DifferingKeysAsked wire) throws ProtocolException {
        return new DifferingKeysAsked(Fields.name("task", wire.getTask()));
    }

    static DifferingKeys keys(Wire.DifferingKeys wire) throws ProtocolException {
        List<Key> keys = new ArrayList<>();
        for (ByteString key : wire.getKeysList()) {
            keys.add(Fields.key(key));
        }
        return new DifferingKeys(Fields.amount("differing", wire.getDiffering()), keys);
    }
}
