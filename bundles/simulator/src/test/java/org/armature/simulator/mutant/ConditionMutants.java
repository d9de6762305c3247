package org.armature.simulator.mutant;

import java.util.List;
import java.util.Map;

/** Those of conditional puts. */
final class ConditionMutants {
    private static final String TURN = "replication/src/main/java/org/armature/replication/ConditionalMint.java";
    private static final String CONDITION = "replication/src/main/java/org/armature/replication/PutCondition.java";

    static final List<Mutant> ALL = List.of(
            new Mutant(
                    "judges a condition by what was read and not once more in the key's turn",
                    "9 conditional puts: judged in the turn",
                    TURN,
                    "own.merge(read)",
                    "read",
                    new Mutant.Seeds(
                            1,
                            3,
                            Map.of(
                                    "seconds", "20",
                                    "keys", "5",
                                    "tables", "1",
                                    "table0.use", "siblings",
                                    "ring-changes", "no",
                                    "conditional", "700"))),
            new Mutant(
                    "judges a condition by its own copy alone",
                    "9 conditional puts: judged by R replicas",
                    "node/src/main/java/org/armature/node/Coordination.java",
                    "new ConditionalMint(condition, request.write(), read, minting(), at.table())",
                    "new ConditionalMint(condition, request.write(), VersionSet.EMPTY, minting(), at.table())",
                    new Mutant.Aimed("node.ConditionalPutTest#whatOthersKnowOfADeletionTheCoordinatorReplaces")),
            new Mutant(
                    "refuses a retry for its own write",
                    "9 conditional puts: request ids",
                    TURN,
                    "own.requests().knows(write.request())",
                    "false",
                    new Mutant.Aimed("node.ConditionalPutTest#aRetryThatRacesItsFirstAttemptSucceeds")),
            new Mutant(
                    "takes a retry that others know for a new put",
                    "9 conditional puts: request ids",
                    "node/src/main/java/org/armature/node/Coordination.java",
                    "boolean repeated = read.requests().knows(request.write().request());\n        if (!view.owns(at))",
                    "boolean repeated = false;\n        if (!view.owns(at))",
                    new Mutant.Aimed("node.ConditionalPutTest#aRetryOfAPutThatSucceededSucceeds")),
            new Mutant(
                    "takes a deletion for a value",
                    "9 conditional puts: absent",
                    CONDITION,
                    "!version.isDeadAt(nowMillis)",
                    "true",
                    new Mutant.Aimed("node.ConditionalPutTest#aDeletedValueIsNoValueAndItsDeletionIsReplaced")),
            new Mutant(
                    "leaves standing what it was allowed to write over",
                    "9 conditional puts: judged is seen",
                    TURN,
                    "write.context().merge(standing.past())",
                    "write.context()",
                    new Mutant.Aimed("node.ConditionalPutTest#aDeletedValueIsNoValueAndItsDeletionIsReplaced")),
            new Mutant(
                    "judges a condition after its place was handed over",
                    "9 conditional puts: owners only",
                    "node/src/main/java/org/armature/node/Coordination.java",
                    "if (!view.owns(at)) {\n            Message.Failure moved",
                    "if (at == null) {\n            Message.Failure moved",
                    new Mutant.Aimed("node.TransferStepsTest#aConditionIsNotJudgedByWhoGaveThePlaceAwayWhileItRead")),
            new Mutant(
                    "lets the conditional puts of a key go to several owners",
                    "9 conditional puts: one coordinator",
                    "node/src/main/java/org/armature/node/Puts.java",
                    "if (admitted.request().isConditional()) {",
                    "if (admitted.request().isConditional() && !list.owners().contains(view.self())) {",
                    new Mutant.Aimed(
                            "node.ConditionalPutTest#ofClientsThatRaceForANewKeyThroughWhateverNodesOneSucceeds")));

    private ConditionMutants() {}
}
