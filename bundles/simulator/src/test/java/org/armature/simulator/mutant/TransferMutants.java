package org.armature.simulator.mutant;

import java.util.List;

/** Those of places that move to other nodes, and of a ring that changes. */
final class TransferMutants {
    static final List<Mutant> ALL = List.of(
            new Mutant(
                    "hands a place over without a fence",
                    "9 join: fence",
                    "node/src/main/java/org/armature/node/Handover.java",
                    "int began = attempt;\n        bench.gate().shut(move.n(), move.piece());",
                    "int began = attempt;",
                    new Mutant.Aimed("node.TransferStepsTest#whatComesToTheFenceIsDoneByWhoeverHoldsThePlaceThen")),
            new Mutant(
                    "forgets which keys were changed while it sent them",
                    "9 join: pending owners get writes",
                    "node/src/main/java/org/armature/node/Handover.java",
                    "changed.add(at);",
                    "changed.size();",
                    new Mutant.Aimed("node.TransferStepsTest#whatIsWrittenWhileAPageIsOnItsWayFollowsIt")),
            new Mutant(
                    "confirms a place before that is kept",
                    "9 join: durable and only then confirmed",
                    "node/src/main/java/org/armature/node/Arrivals.java",
                    "bench.custody().keep(place.name(), Effect.Custody.TAKEN, this);",
                    "bench.outbox().reply(giver, new TransferMessage.TransferAnswer(new TreeSet<>()));\n                bench.custody().keep(place.name(), Effect.Custody.TAKEN, this);",
                    new Mutant.Aimed("node.TransferStepsTest#nothingIsConfirmedBeforeItIsKept")),
            new Mutant(
                    "drops the old copy without comparing",
                    "9 join: comparison before the drop",
                    "node/src/main/java/org/armature/node/Leftovers.java",
                    "lacking -> new Clearing(owner.get(), ofOwner, lacking).begin());",
                    "lacking -> new Clearing(owner.get(), ofOwner, List.of()).begin());",
                    new Mutant.Aimed("node.TransferTest#whatAnOwnerLacksItGetsBeforeTheOldCopyGoes")),
            new Mutant(
                    "lets a hint that refers to a removed copy go",
                    "9 hint",
                    "replication/src/main/java/org/armature/replication/HintChanges.java",
                    "found.isPresent() && change.decide",
                    "found.filter(hint -> false).isPresent() && change.decide",
                    new Mutant.Aimed("node.TransferTest#aHintThatRefersToACopyThatGoesKeepsItItself")),
            new Mutant(
                    "forgets what a hint refers to when it keeps a copy as well",
                    "9 hint",
                    "replication/src/main/java/org/armature/replication/HintCopy.java",
                    "generation + 1, changed, refers, Math.min(reapEpoch, changeEpoch));",
                    "generation + 1, changed, changed.isEmpty(), Math.min(reapEpoch, changeEpoch));",
                    new Mutant.Aimed(
                            "node.TransferTest#whatIsKeptBesideAReferenceIsDeliveredTogetherWithWhatItRefersTo")),
            new Mutant(
                    "lets a node that leaves take hints with it",
                    "6 leaving drains",
                    "node/src/main/java/org/armature/node/Shard.java",
                    "report.isIdle() && hints.areGone()",
                    "report.isIdle()",
                    new Mutant.Aimed("node.TransferTest#aNodeThatSaysThatItHasNothingLeftGetsNothingAnyMore")),
            new Mutant(
                    "takes the last word of an earlier session",
                    "9 join: resumable",
                    "node/src/main/java/org/armature/node/Arrivals.java",
                    " && arrival.parts.get(from).session == session;",
                    ";",
                    new Mutant.Aimed("node.TransferStepsTest#theLastWordOfAnEarlierSessionEndsNoLaterOne")),
            new Mutant(
                    "forgets what it learned of moves when gossip is behind",
                    "9 join: Moved",
                    "node/src/main/java/org/armature/node/View.java",
                    "Ownership next = told.with(ownership.progress());",
                    "Ownership next = told;",
                    new Mutant.Aimed("node.TransferStepsTest#whatANodeHasLearnedOfMovesItKnowsWhenGossipIsBehind")),
            new Mutant(
                    "removes old copies while places move",
                    "9 join: dropped only after every member has acknowledged",
                    "node/src/main/java/org/armature/node/Leftovers.java",
                    "return bench.view().stands();",
                    "return true;",
                    new Mutant.Aimed("node.TransferStepsTest#theOldCopyStaysUntilTheRingStands")),
            new Mutant(
                    "does not follow a place that has moved",
                    "9 join: Moved",
                    "node/src/main/java/org/armature/node/Redirects.java",
                    "if (to.equals(view.self()) ||",
                    "if (to != null ||",
                    new Mutant.Aimed("node.TransferStepsTest#aCoordinatorThatHasNotHeardOfAMoveFollowsThePlace")),
            new Mutant(
                    "says nothing of a place it gave before the change was cancelled",
                    "9 join: Moved",
                    "ring/src/main/java/org/armature/ring/Ownership.java",
                    "filter(node::equals).isPresent() && hasMoved(n, move))",
                    "filter(node::equals).isPresent() && !back && hasMoved(n, move))",
                    new Mutant.Aimed("node.TransferStepsTest#whoHasGivenAPlaceAwayTellsSoUntilItComesBackToo")),
            new Mutant(
                    "does not wait for the changes under way at the fence",
                    "9 join: fence",
                    "node/src/main/java/org/armature/node/Handover.java",
                    "if (!bench.isBusy(move.n(), move.piece())) {",
                    "if (true) {",
                    new Mutant.Aimed("node.TransferStepsTest#theFenceWaitsForChangesThatHaveBegun")),
            new Mutant(
                    "leaves it to gossip to tell a giver at the fence of a cancel",
                    "9 join: fence",
                    "node/src/main/java/org/armature/node/Handover.java",
                    "bench.outbox().add(new Effect.CompareRings(move.taker()));",
                    "bench.outbox();",
                    new Mutant.Aimed(
                            "node.TransferStepsTest#aGiverThatHasNotHeardOfTheCancelHearsOfItFromItsTakerAndServesAgainAtOnce")),
            new Mutant(
                    "stays at the fence when its last word is refused",
                    "9 join: fence",
                    "node/src/main/java/org/armature/node/Handover.java",
                    "askWhoHolds(none.toString());",
                    "retry(none.toString());",
                    new Mutant.Aimed(
                            "node.TransferStepsTest#aGiverWhoseTakerCanNotKeepThePlaceYetServesAgainAtOnceAndOffersItLater")),
            new Mutant(
                    "takes a copy for whole after one giver's part",
                    "6 replace a dead node",
                    "node/src/main/java/org/armature/node/Arrivals.java",
                    "missing.removeIf(node -> arrival.parts.containsKey(node) && arrival.parts.get(node).complete);",
                    "missing.clear();",
                    new Mutant.Aimed("node.TransferStepsTest#theCopyOfADeadNodesPlaceIsMadeOfWhatAllOthersHave")),
            new Mutant(
                    "lets a node go that has not said that it has nothing left",
                    "6 leave",
                    "membership/src/main/java/org/armature/membership/Ending.java",
                    "load.drainedEpoch() != state.epoch()",
                    "load.drainedEpoch() < 0",
                    new Mutant.Aimed("membership.EndingTest#itWaitsForHintsAndTransfersOfWhoLeavesAndOfNobodyElse")));

    private TransferMutants() {}
}
