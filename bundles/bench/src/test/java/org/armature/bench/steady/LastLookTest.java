package org.armature.bench.steady;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.armature.bench.ScriptedTable;
import org.armature.bench.SeededObjects;
import org.armature.bench.Session;
import org.armature.bench.StoreTarget;
import org.armature.bench.Workload;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.junit.jupiter.api.Test;

class LastLookTest {
    private static final Workload WORKLOAD = new Workload(10, 64, 50, 1, 1);
    private static final SeededObjects OBJECTS = new SeededObjects(1, 64);
    private static final List<NodeId> NODES = List.of(new NodeId("n1"), new NodeId("n2"), new NodeId("n3"));

    private final ScriptedTable table = new ScriptedTable();
    private final Ledger ledger = new Ledger(WORKLOAD.keys());
    private final Session session = new StoreTarget(table, WORKLOAD, ledger).session(0);

    private static Key key(int number) {
        return new Key(Bytes.wrap(SeededObjects.key(number)));
    }

    private LastLook.Found look() throws Exception {
        Owners owners = new Owners(3, key -> NODES, (node, key) -> !key.equals(key(9)) || node.equals(NODES.get(0)));
        return new LastLook(table, OBJECTS, ledger, owners, 3).run(WORKLOAD.keys(), done -> {});
    }

    private void writeAll() throws Exception {
        for (int round = 0; round < 3; round++) {
            for (int key = 0; key < WORKLOAD.keys(); key++) {
                session.put(key);
            }
        }
    }

    private void replace(int key, long write) {
        table.forget(key(key));
        table.put(key(key), Bytes.wrap(OBJECTS.value(key, write)), CausalContext.NONE);
    }

    @Test
    void whatWasAcknowledgedLastOrLaterIsThereAndWhatIsOlderOrGoneIsLost() throws Exception {
        writeAll();
        assertEquals(new LastLook.Found(10, 0, 0, 1, 0), look());
        table.forget(key(3));
        replace(4, ledger.acknowledged(4) - 1);
        replace(5, ledger.acknowledged(5) + 1);
        assertEquals(new LastLook.Found(10, 2, 0, 1, 0), look());
    }

    @Test
    void aReadThatShowsLessThanWasAcknowledgedBeforeItIsStale() throws Exception {
        writeAll();
        session.get(4);
        assertEquals(0, ledger.stale());
        replace(4, ledger.acknowledged(4) - 1);
        session.get(4);
        assertEquals(1, ledger.stale());
    }
}
