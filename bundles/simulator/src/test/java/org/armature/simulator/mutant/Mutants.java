package org.armature.simulator.mutant;

import java.util.List;
import java.util.Map;

/** The defects the suite is held to notice; the documents list them. */
final class Mutants {
    static final List<Mutant> ALL = List.of(
            new Mutant(
                    "goes on counting under an earlier incarnation",
                    "4 incarnation",
                    "replication/src/main/java/org/armature/replication/MintChange.java",
                    ".filter(own -> own.incarnation() == minting.incarnation())",
                    ".filter(own -> true)",
                    new Mutant.Aimed("replication.RecordChangeTest#aNewIncarnationNeverCountsOnUnderTheOldOne")),
            new Mutant(
                    "gives one key epoch to two keys",
                    "4 key epoch",
                    "node/src/main/java/org/armature/node/KeyEpochs.java",
                    "return next++;",
                    "return next;",
                    new Mutant.Seeds(1, 20, Map.of("seconds", "30"))),
            new Mutant(
                    "trusts a copy whose checksum fails",
                    "4 checksum",
                    "protocol/src/main/java/org/armature/protocol/StoredRecord.java",
                    "if (actual != expected) {",
                    "if (actual == expected + 1) {",
                    new Mutant.Aimed("node.HandoffTest#aCopyThatRottedIsRepairedByTheReadThatMeetsIt")),
            new Mutant(
                    "counts on although others know more of its own actor",
                    "4 never less than once known",
                    "replication/src/main/java/org/armature/replication/MergeChange.java",
                    "return incoming.seen().counter(actor) <= local.seen().counter(actor);",
                    "return true;",
                    new Mutant.Aimed("replication.RecordChangeTest#aReplicaThatKnowsMoreOfThisActorThanItselfEndsIt")),
            new Mutant(
                    "counts on although the context knows more of its own actor",
                    "4 never less than once known",
                    "replication/src/main/java/org/armature/replication/MintChange.java",
                    ".filter(own -> write.context().counter(own) <= before.seen().counter(own))",
                    ".filter(own -> true)",
                    new Mutant.Aimed(
                            "replication.RecordChangeTest#aContextThatClaimsMoreOfThisActorThanItCountedIsNotCountedOnFrom")),
            new Mutant(
                    "mints a repeated request again",
                    "4 request ids",
                    "replication/src/main/java/org/armature/replication/MintChange.java",
                    "if (before.requests().knows(write.request())) {",
                    "if (before.requests().knows(write.request()) && before.versions().isEmpty()) {",
                    new Mutant.Seeds(1, 20, Map.of("seconds", "30"))),
            new Mutant(
                    "replaces only the one dot of a request that the context covers",
                    "4 two dots are one event",
                    "model/src/main/java/org/armature/model/VersionSet.java",
                    "if (event.request().equals(request) && (hasReplaced(event) || other.hasReplaced(event))) {",
                    "if (event.request().equals(request) && event.dot().counter() < 0) {",
                    new Mutant.Seeds(1, 20, Map.of("seconds", "30"))),
            new Mutant(
                    "keeps the versions a put has replaced",
                    "4 covered versions are dropped",
                    "model/src/main/java/org/armature/model/VersionSet.java",
                    "if (!hasSeen(context, old.request())) {",
                    "if (true) {",
                    new Mutant.Seeds(1, 20, Map.of("seconds", "30"))),
            new Mutant(
                    "drops siblings the context has not seen",
                    "4 siblings",
                    "replication/src/main/java/org/armature/replication/MintChange.java",
                    "VersionVector replaced = table.lastWriteWins() ? write.context().merge(before.seen()) : write.context();",
                    "VersionVector replaced = write.context().merge(before.seen());",
                    new Mutant.Seeds(1, 20, Map.of("seconds", "30"))),
            new Mutant(
                    "lets a repeated delete delete what was written since",
                    "4 deletes exactly what it read",
                    "node/src/main/java/org/armature/node/Coordination.java",
                    "if (read.requests().knows(request.write().request())) {",
                    "if (false) {",
                    new Mutant.Aimed("node.HandoffTest#aDeleteThatSurfacesAgainDeletesNothingWrittenSince")),
            new Mutant(
                    "deletes without having read",
                    "4 a delete without context reads first",
                    "node/src/main/java/org/armature/node/Coordination.java",
                    "mint(at, request.with(request.write().withContext(read.seen())), Optional.empty(), instead);",
                    "mint(at, request, Optional.empty(), instead);",
                    new Mutant.Aimed("node.HandoffTest#aDeleteWithoutContextDeletesExactlyWhatItRead")),
            new Mutant(
                    "stamps by the wall clock alone",
                    "4 hybrid logical clock",
                    "replication/src/main/java/org/armature/replication/MintChange.java",
                    "if (latest.isPresent() && latest.get().writtenMillis() >= millis) {",
                    "if (false) {",
                    new Mutant.Aimed(
                            "replication.RecordChangeTest#whereTheLastWriteWinsAPutReplacesAllAndIsLaterThanWhatItReplaces")),
            new Mutant(
                    "takes stamps far ahead of its clock",
                    "4 stamps ahead are refused",
                    "replication/src/main/java/org/armature/replication/MergeChange.java",
                    "if (!reconciliation.lastWriteWins()) {",
                    "if (true) {",
                    new Mutant.Aimed(
                            "replication.RecordChangeTest#aStampTooFarAheadOfTheReceiversClockIsRefusedUnlessItIsKnown")),
            new Mutant(
                    "acknowledges before the copy is stored",
                    "9 stored and only then sent",
                    "node/src/main/java/org/armature/node/RecordTurns.java",
                    "long bytes = bytes(turn.at(), value);",
                    "long bytes = bytes(turn.at(), value);\n        turn.ending().done(copy, true);",
                    new Mutant.Seeds(1, 20, Map.of("seconds", "30"))),
            new Mutant(
                    "forces nothing to the disk",
                    "5 durability",
                    "node/src/main/java/org/armature/node/StorageCalls.java",
                    "                at.table().durability()));",
                    "                org.armature.storage.Durability.MEMORY));",
                    new Mutant.Seeds(1, 20, Map.of("seconds", "30", "table0.forced", "yes"))),
            new Mutant(
                    "is content with one copy",
                    "9 at W stored",
                    "replication/src/main/java/org/armature/replication/WriteGoal.java",
                    "return reachedCopies >= copies && reachedOwners >= owners;",
                    "return reachedCopies >= 1;",
                    new Mutant.Seeds(1, 20, Map.of("seconds", "30"))),
            new Mutant(
                    "counts hints towards a strict quorum",
                    "6 strict counts owners",
                    "replication/src/main/java/org/armature/replication/PutCoordinator.java",
                    "ownersHolding += owner.equals(from) ? 1 : 0;",
                    "ownersHolding++;",
                    new Mutant.Aimed("replication.PutCoordinatorTest#aStrictQuorumCountsOwnersOnly")),
            new Mutant(
                    "counts a repeated answer twice",
                    "9 a duplicate reply changes nothing",
                    "replication/src/main/java/org/armature/replication/PutCoordinator.java",
                    "if (owner == null) {\n            return;\n        }\n        copies++;",
                    "if (owner == null) {\n            owner = from;\n        }\n        copies++;",
                    new Mutant.Aimed("replication.PutCoordinatorTest#aReplicaThatAnswersTwiceCountsOnce")),
            new Mutant(
                    "hands no late failure to a fallback",
                    "9 late failures",
                    "replication/src/main/java/org/armature/replication/PutCoordinator.java",
                    "        failures.put(from, reason);\n        replace(owner, steps);",
                    "        failures.put(from, reason);",
                    new Mutant.Aimed(
                            "replication.PutCoordinatorTest#anOwnerThatFailsOnTheWayIsReplacedBeforeAndAfterTheAnswer")),
            new Mutant(
                    "keeps no reference when no node is left",
                    "9 reference to its own copy",
                    "node/src/main/java/org/armature/node/PutCall.java",
                    "hints.refer(at, owner);",
                    "",
                    new Mutant.Aimed("node.HandoffTest#withNoOtherNodeLeftTheCoordinatorRefersToItsOwnCopy")),
            new Mutant(
                    "lets a change begin from what the one before it had read",
                    "3 per-key queue",
                    "node/src/main/java/org/armature/node/RecordTurns.java",
                    "finished(turn).ifPresent(next -> decide(next, new Found<>(copy, bytes)));",
                    "finished(turn).ifPresent(next -> decide(next, before));",
                    new Mutant.Seeds(1, 20, Map.of("seconds", "30"))),
            new Mutant(
                    "answers as an owner for what it does not own",
                    "9 never acknowledges what it does not own",
                    "node/src/main/java/org/armature/node/Replicas.java",
                    "} else if (view.owns(at)) {\n                objects",
                    "} else if (view.self() != null) {\n                objects",
                    new Mutant.Aimed("node.ShardTest#aNodeNeverAcknowledgesAsOwnerWhatItDoesNotOwn")),
            new Mutant(
                    "takes a fallback that knows nothing at its word",
                    "9 nothing of a fallback",
                    "replication/src/main/java/org/armature/replication/GetCoordinator.java",
                    "!answer.getValue().isEmpty() || !ownerSilent ? 1 : 0;",
                    "true ? 1 : 0;",
                    new Mutant.Aimed(
                            "replication.GetCoordinatorTest#nothingOfAFallbackDoesNotCountWhileAnOwnerIsSilent")),
            new Mutant(
                    "takes every digest for equal",
                    "9 a digest counts only if equal",
                    "replication/src/main/java/org/armature/replication/ReplicaAnswers.java",
                    "if (!held.getValue().equals(digest)) {",
                    "if (held.getValue().length() == 0) {",
                    new Mutant.Aimed(
                            "replication.GetCoordinatorTest#aDigestOfSomethingElseIsFetchedAndDoesNotCountBefore")),
            new Mutant(
                    "repairs nothing after a read",
                    "9 read repair",
                    "replication/src/main/java/org/armature/replication/GetCoordinator.java",
                    "if (repaired || result.isEmpty()) {",
                    "if (true) {",
                    new Mutant.Seeds(1, 20, Map.of("seconds", "30"))),
            new Mutant(
                    "repairs replicas that agree",
                    "9 never writing when replicas agree",
                    "replication/src/main/java/org/armature/replication/GetCoordinator.java",
                    "if (!set.agreesWith(result) && (isOwner",
                    "if ((isOwner",
                    new Mutant.Aimed("node.HandoffTest#aReadRepairsWhoeverIsBehindAndThenWritesNothing")),
            new Mutant(
                    "confirms no read",
                    "9 confirmed reads",
                    "replication/src/main/java/org/armature/replication/GetCoordinator.java",
                    "} else if (goal.confirmedBy() == 0) {",
                    "} else if (goal.confirmedBy() >= 0) {",
                    new Mutant.Aimed("replication.GetCoordinatorTest#aConfirmedReadIsAnsweredWhenEnoughOwnersHoldIt")),
            new Mutant(
                    "asks nobody for the latest stamp",
                    "9 confirmed writes",
                    "node/src/main/java/org/armature/node/Coordination.java",
                    "set -> mint(at, request, set.latest(), instead)",
                    "set -> mint(at, request, Optional.empty(), instead)",
                    new Mutant.Aimed("node.HandoffTest#aConfirmedWriteIsLaterThanWhatAReadQuorumHolds")),
            new Mutant(
                    "lets a second node coordinate a confirmed write",
                    "9 no retry through another coordinator",
                    "node/src/main/java/org/armature/node/ForwardCall.java",
                    "if (request.put().wish().confirmed()) {",
                    "if (false) {",
                    new Mutant.Aimed("node.HandoffTest#aConfirmedWriteThatMayHaveBegunIsNotGivenToASecondCoordinator")),
            new Mutant(
                    "deletes a hint before its owner has confirmed",
                    "9 hint",
                    "node/src/main/java/org/armature/node/HintDelivery.java",
                    "        Located at = parcel.at();\n        calls.send(",
                    "        Located at = parcel.at();\n        hints.delivered(at, parcel.owner(), parcel.generation());\n        calls.send(",
                    new Mutant.Seeds(1, 20, Map.of("seconds", "30"))),
            new Mutant(
                    "deletes with a hint what came after it",
                    "9 hint",
                    "replication/src/main/java/org/armature/replication/HintChanges.java",
                    "found.get().generation() != generation",
                    "found.get().generation() < 0",
                    new Mutant.Seeds(1, 20, Map.of("seconds", "30"))),
            new Mutant(
                    "takes a refusal for a delivery",
                    "9 owner stores durably and confirms",
                    "node/src/main/java/org/armature/node/HintCall.java",
                    "if (answer instanceof Message.ReplicaStored) {",
                    "if (answer != null) {",
                    new Mutant.Seeds(1, 20, Map.of("seconds", "30"))),
            new Mutant(
                    "forgets its hints when it starts",
                    "9 survives crashes of either side",
                    "node/src/main/java/org/armature/node/HintDelivery.java",
                    "if (store.entries() > 0 && !places.knows(place)) {",
                    "if (false) {",
                    new Mutant.Seeds(1, 20, Map.of("seconds", "30"))),
            new Mutant(
                    "drops hints for nodes that own the key no more",
                    "9 re-routed",
                    "node/src/main/java/org/armature/node/HintDelivery.java",
                    "hints.reroute(at, former, others);\n            return;",
                    "hints.reroute(at, former, List.of());\n            return;",
                    new Mutant.Aimed("node.HandoffTest#aHintForANodeThatOwnsTheKeyNoMoreGoesToThoseWhoDo")),
            new Mutant(
                    "keeps hints for strangers",
                    "bad input: hints for unknown nodes",
                    "node/src/main/java/org/armature/node/Replicas.java",
                    "if (!view.preferenceList(at).owners().contains(owner)) {",
                    "if (view.preferenceList(at).owners().isEmpty()) {",
                    new Mutant.Aimed("node.HandoffTest#aHintForANodeThatOwnsNothingHereIsRefused")),
            new Mutant(
                    "lets a full hint store fail a put",
                    "9 a full hint store never fails a write that met W",
                    "node/src/main/java/org/armature/node/Replicas.java",
                    "outbox.fail(sender, ErrorCode.HINTS_FULL, Outcome.NOT_DONE, hints.fullness());",
                    "outbox.reply(sender, new Message.ReplicaStored());",
                    new Mutant.Seeds(1, 20, Map.of("seconds", "30"))),
            new Mutant(
                    "never thinks a silent node down",
                    "6 failure detection",
                    "membership/src/main/java/org/armature/membership/FailureDetector.java",
                    "if (silence >= bound) {",
                    "if (silence < 0) {",
                    new Mutant.Aimed(
                            "membership.FailureDetectorTest#aStoppedPeerIsDownAfterItsBoundAndUpOnlyWhenItAnswersAgain")),
            new Mutant(
                    "is content with what a failed write has left",
                    "5 durability",
                    "node/src/main/java/org/armature/node/RecordTurns.java",
                    "if (found.copy().isPresent() && isUnsure(turn.get())) {",
                    "if (false) {",
                    new Mutant.Aimed("node.ShardTest#whatAFailedWriteHasLeftIsNotAcknowledgedBeforeItIsWrittenAgain")),
            new Mutant(
                    "gives up a put when the node it was sent on to is lost",
                    "9 coordinator",
                    "node/src/main/java/org/armature/node/ForwardCall.java",
                    "} else {\n            tryNext();\n        }",
                    "} else {\n            end();\n        }",
                    new Mutant.Aimed("node.ShardTest#aForwardedPutWhoseOwnerIsLostGoesToTheNextOwner")));

    private Mutants() {}
}
