package org.armature.cli.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.armature.demo.process.NodePorts;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.Message.MemberState;
import org.armature.protocol.Message.StatusReply;
import org.armature.protocol.Message.TableStatus;
import org.armature.protocol.RingProgress;
import org.junit.jupiter.api.Test;

/** What start tells to do next can be typed as it stands. */
class NextStepsTest {
    private static final NodePorts PORTS = new NodePorts(7, "h:7100", "h:7101", "h:7102");

    private static StatusReply status(TableName... tables) {
        return new StatusReply(
                "c1",
                "demo",
                new NodeId("n1"),
                1,
                "armature/test",
                "serving",
                MemberState.MEMBER,
                1,
                RingProgress.settled(1),
                List.of(),
                Stream.of(tables)
                        .map(table -> new TableStatus(table, 1, 1, 1, "bdbje", 0, 0, ""))
                        .toList(),
                List.of(),
                new TreeMap<>());
    }

    @Test
    void aNodeOfThisDistributionNeedsNoAddress() {
        assertEquals(
                List.of(
                        "Next:",
                        "  armature put shop/cart/greeting 'hello'",
                        "  armature get shop/cart/greeting",
                        "  armature status",
                        "  armature stop"),
                NextSteps.lines(status(new TableName("shop", "cart"), new TableName("shop", "old")), PORTS, false, ""));
    }

    @Test
    void aNodeOfAnotherDirectoryIsReachedWhereItListensForWhomeverAsks() {
        assertEquals(
                List.of(
                        "Next:",
                        "  armature put --node h:7101 objects/greeting 'hello'",
                        "  armature get --node h:7101 objects/greeting",
                        "  armature status --node h:7102",
                        "  armature stop --data d2"),
                NextSteps.lines(status(new TableName("default", "objects")), PORTS, true, " --data d2"));
    }

    @Test
    void withoutTablesTheReaderFillsOneIn() {
        assertEquals(
                "  armature get TABLE/KEY",
                NextSteps.lines(status(), PORTS, false, "").get(2));
    }
}
