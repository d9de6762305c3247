package org.armature.simulator.check;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.Message;
import org.armature.protocol.RepairMessage;
import org.armature.replication.TableSpec;
import org.armature.ring.RingState;
import org.armature.simulator.node.Comparison;
import org.armature.simulator.node.SimulatedNode;

/** Counts what nodes ask of each other when they compare what they hold, and sees that none answers who may not ask. */
final class ExchangeWatch {
    private static final List<Class<? extends RepairMessage.Request>> KINDS = List.of(
            RepairMessage.CompareTrees.class,
            RepairMessage.LeavesAsked.class,
            RepairMessage.EntriesAsked.class,
            RepairMessage.RecordsAsked.class,
            RepairMessage.RepairRecords.class);

    private final Map<TableName, TableSpec> tables;
    private final Consumer<Violation> wrong;
    private final Map<String, Long> asked = new TreeMap<>();
    private long refused;

    /** @param tables shows later changes */
    ExchangeWatch(Map<TableName, TableSpec> tables, Consumer<Violation> wrong) {
        this.tables = tables;
        this.wrong = wrong;
        KINDS.forEach(kind -> asked.put(kind.getSimpleName(), 0L));
    }

    void compared(SimulatedNode node, Comparison comparison) {
        RepairMessage.Request request = comparison.request();
        Message answer = comparison.answer();
        asked.merge(request.getClass().getSimpleName(), 1L, Long::sum);
        if (answer instanceof RepairMessage.NotComparable || answer instanceof Message.Failure) {
            refused++;
        } else if (!isAllowed(node.id(), comparison.by(), request.place(), comparison.state())) {
            wrong.accept(new Violation(
                    "I-10 COMPARED_WITH_STRANGER",
                    node + " at ring epoch " + comparison.state().epoch() + " "
                            + comparison.state().phase() + " has answered " + request + " of " + comparison.by()));
        }
    }

    /** Both own some of the partition by a ring that stands, and that both go by. */
    private boolean isAllowed(NodeId node, NodeId by, RepairMessage.Place place, RingState state) {
        return state.phase() == RingState.Phase.SETTLED
                && state.epoch() == place.epoch()
                && state
                        .settled()
                        .ownersWithin(
                                place.partition(), tables.get(place.table()).n())
                        .stream()
                        .anyMatch(owners -> owners.contains(node) && owners.contains(by));
    }

    long asked(Class<? extends RepairMessage.Request> kind) {
        return asked.get(kind.getSimpleName());
    }

    Map<String, Long> points() {
        Map<String, Long> points = new TreeMap<>();
        asked.forEach((kind, count) -> points.put("asked " + kind, count));
        points.put("comparisons refused", refused);
        return points;
    }
}
