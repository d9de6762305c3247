package org.armature.protocol;

import static org.armature.protocol.Samples.A;
import static org.armature.protocol.Samples.B;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.model.Bytes;
import org.armature.protocol.Message.MemberState;
import org.armature.protocol.Message.MemberStatus;
import org.armature.protocol.Message.PeerStatus;
import org.armature.protocol.OperatorMessage.Amount;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskAction;
import org.armature.protocol.OperatorMessage.TaskState;
import org.armature.ring.Member;
import org.armature.ring.RingState;

/** What {@link Samples} has of growing and shrinking. */
final class OperatorSamples {
    static final Member MEMBER = new Member(B, "10.0.0.4:7100", "10.0.0.4:7101", "h4", "d", 200);
    static final Bytes NONCE = Bytes.utf8("0123456789abcdef");

    private static final List<PlannedChange> CHANGES = List.of(
            new PlannedChange.Join(A),
            new PlannedChange.Leave(B),
            new PlannedChange.Replace(A, B),
            new PlannedChange.RemoveDead(B),
            new PlannedChange.Weight(A, 1_000),
            new PlannedChange.Zone(B, "rack 7"));

    private OperatorSamples() {}

    static List<Message> messages() {
        List<Message> all = new ArrayList<>(plans());
        all.addAll(tasks());
        all.addAll(joins());
        all.addAll(rings());
        all.addAll(countedKeys());
        all.addAll(engines());
        all.addAll(migrations());
        return all;
    }

    private static List<Message> engines() {
        return List.of(
                new EngineMessage.EnginesAsked(),
                new EngineMessage.EnginesReply(
                        A,
                        "/srv/engines",
                        List.of(
                                new EngineMessage.Engine(
                                        "bdbje",
                                        "org.armature.engine.bdbje",
                                        "0.2.0",
                                        "bdbje-0.2.0.jar",
                                        List.of(Samples.CART),
                                        List.of("bdbje/shop"),
                                        1_800_000_000_000L,
                                        Optional.of(new EngineMessage.Exchange(
                                                "0.1.0", "0.2.0", true, 1_800_000_000_000L, 300_000_000, "fine"))),
                                new EngineMessage.Engine(
                                        "memory", "", "", "", List.of(), List.of(), 0, Optional.empty())),
                        List.of("x.jar is no jar")),
                new EngineMessage.EngineSwapAsked(".bdbje.jar", true),
                new EngineMessage.EngineSwapAsked("bdbje.jar", false),
                new EngineMessage.EngineRemoveAsked("bdbje", true),
                new EngineMessage.TurnAsked(15_000),
                new EngineMessage.TurnAsked(0),
                new EngineMessage.TurnReply(true, Optional.empty()),
                new EngineMessage.TurnReply(false, Optional.of(B)),
                new EngineMessage.TablesAvoided(new TreeSet<>(List.of(Samples.CART)), 15_000),
                new EngineMessage.AvoidanceNoted());
    }

    private static List<Message> migrations() {
        return List.of(
                new MigrationMessage.MigrationPlanAsked(Optional.of(B), Samples.CART, "mysql"),
                new MigrationMessage.MigrationPlanAsked(Optional.empty(), Samples.CART, "mysql"),
                new MigrationMessage.MigrationPlan(
                        A,
                        Samples.CART,
                        "bdbje",
                        "mysql",
                        100_000,
                        1L << 40,
                        1L << 41,
                        -1,
                        60,
                        List.of("time"),
                        List.of()),
                new MigrationMessage.MigrationPlan(
                        A, Samples.CART, "none", "mysql", 0, 0, 0, 7, 0, List.of(), List.of("not installed")),
                new MigrationMessage.MigrationOrdered(
                        Optional.of(B), Samples.CART, MigrationMessage.Order.MOVE, "mysql", 86_400_000),
                new MigrationMessage.MigrationOrdered(
                        Optional.empty(), Samples.CART, MigrationMessage.Order.ROLL_BACK, "", 0),
                new MigrationMessage.MigrationOrdered(
                        Optional.empty(), Samples.CART, MigrationMessage.Order.FINISH, "", 0),
                new MigrationMessage.MigrationOrdered(
                        Optional.empty(), Samples.CART, MigrationMessage.Order.VERIFY, "mysql", 0),
                new MigrationMessage.MigrationsAsked(true),
                new MigrationMessage.MigrationsAsked(false),
                new MigrationMessage.MigrationsReply(
                        List.of(new MigrationMessage.Migration(
                                A,
                                Samples.CART,
                                "bdbje",
                                "mysql",
                                "mysql",
                                "switched",
                                "m-1@n1",
                                15,
                                16,
                                1_800_000_000_000L,
                                "the disk is full")),
                        List.of(B)),
                new MigrationMessage.MigrationsReply(List.of(), List.of()));
    }

    private static List<Message> plans() {
        return List.of(
                new OperatorMessage.PlanAsked(CHANGES, false),
                new OperatorMessage.PlanAsked(CHANGES.subList(0, 1), true),
                new OperatorMessage.PlanShown("p-7-c0ffee"),
                new OperatorMessage.PlanReply(
                        "p-7-c0ffee",
                        7,
                        CHANGES,
                        new OperatorMessage.PlanFigures(
                                3, 256, 192.5, 190, 400, 1L << 40, 60, 1 << 24, 999_999, 1_000_000),
                        List.of(
                                new OperatorMessage.NodePlan(A, 100, 86, 64, 256, 192, 0, 1L << 40),
                                new OperatorMessage.NodePlan(B, 1_000, 0, 64, 0, 192, 1L << 40, 0)),
                        List.of(
                                new OperatorMessage.ThinCopies(3, 256, 0, 2, true, "there are 2 hosts"),
                                new OperatorMessage.ThinCopies(3, 9, 0, 0, false, "a is dead")),
                        List.of("fewer than 32 tokens"),
                        List.of()),
                new OperatorMessage.PlanReply(
                        "",
                        7,
                        List.of(),
                        OperatorMessage.PlanFigures.NONE,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of("a is no candidate")),
                new OperatorMessage.PlanDropped("p-7-c0ffee"),
                new OperatorMessage.PlanForgotten("p-7-c0ffee"),
                new OperatorMessage.CommitAsked("p-7-c0ffee", false),
                new OperatorMessage.CommitAsked("p-7-c0ffee", true),
                new OperatorMessage.CommitReply(8, "decided by 3 of 3"));
    }

    private static List<Message> tasks() {
        List<Message> all = new ArrayList<>();
        all.add(new OperatorMessage.TasksAsked());
        for (TaskAction action : TaskAction.values()) {
            all.add(new OperatorMessage.TaskAsked("t-8", action));
        }
        List<Task> tasks = new ArrayList<>();
        for (TaskState state : TaskState.values()) {
            tasks.add(new Task(
                    "t-" + tasks.size(),
                    "transfer",
                    "join b-2",
                    state,
                    1_000,
                    new Amount(7, 9),
                    new Amount(1L << 40, 0),
                    1 << 20,
                    tasks.isEmpty() ? Optional.empty() : Optional.of(3L),
                    "b-2 is down"));
        }
        all.add(new OperatorMessage.TasksReply(tasks));
        all.add(new OperatorMessage.TasksReply(List.of()));
        all.add(new OperatorMessage.TaskAsked("t-8", TaskAction.CANCEL, new TreeSet<>(List.of(A, B)), false, false));
        all.add(new OperatorMessage.TaskAsked("t-8", TaskAction.CANCEL, new TreeSet<>(List.of(A)), true, true));
        return all;
    }

    private static List<Message> joins() {
        return List.of(
                new OperatorMessage.GrantAsked(B, 3_600_000),
                new OperatorMessage.GrantReply("armature-grant-1.AAAA"),
                new OperatorMessage.JoinAsked(
                        "0123456789abcdef", NONCE, MEMBER, NONCE, Bytes.utf8("0123456789abcdef0123456789abcdef")),
                new OperatorMessage.JoinReply("format = 1\n", Bytes.utf8("0123456789ab"), Bytes.utf8("sealed")),
                new Message.Hello(1, 1, Message.Role.JOINER, Optional.of("c1"), "cli"));
    }

    private static List<Message> countedKeys() {
        return List.of(new OperatorMessage.PlanReply(
                "p-7-c0ffee",
                7,
                List.of(),
                OperatorMessage.PlanFigures.NONE,
                List.of(),
                List.of(new OperatorMessage.ThinCopies(3, 256, 1L << 40, 2, true, "there are 2 hosts")),
                List.of(),
                List.of()));
    }

    private static List<Message> rings() {
        return List.of(
                new Message.RingReply(
                        9,
                        "1",
                        1_024,
                        new RingProgress(RingState.Phase.FORWARD, 9, 250),
                        List.of(A, A),
                        List.of(A, B, B),
                        Map.of(
                                A, new MemberStatus("127.0.0.1:1", "127.0.0.1:2", "h1", "z1", 100, MemberState.LEAVING),
                                B, new MemberStatus("127.0.0.1:3", "127.0.0.1:4", "h2", "z1", 1, MemberState.JOINING)),
                        -1,
                        "",
                        List.of()),
                new Message.StatusReply(
                        "c1",
                        "demo",
                        A,
                        -1,
                        "armature/0.1.0",
                        "serving",
                        MemberState.CANDIDATE,
                        10,
                        new RingProgress(RingState.Phase.BACK, 9, 999),
                        List.of(new PeerStatus(B, "127.0.0.1:7002", PeerStatus.DOWN, MemberState.DEAD)),
                        List.of(),
                        List.of(),
                        new TreeMap<>()));
    }
}
