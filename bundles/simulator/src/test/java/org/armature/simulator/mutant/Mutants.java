package org.armature.simulator.mutant;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The defects the suite is held to notice; the documents list them. */
final class Mutants {
    private static final Mutant.Killer RANDOM_FAULTS =
            new Mutant.Seeds(1, 10, Map.of("seconds", "30", "ring-changes", "no"));

    private static final Mutant.Killer COMPARISONS = new Mutant.Seeds(
            1, 10, Map.of("seconds", "30", "ring-changes", "no", "exchange-ms", "2000", "table0.use", "siblings"));

    /** With clocks that are right. */
    private static final Mutant.Killer EXPIRIES = new Mutant.Seeds(
            1,
            3,
            Map.of(
                    "seconds", "20",
                    "ring-changes", "no",
                    "short-lived", "700",
                    "fault.clock-step", "no",
                    "fault.clock-drift", "no"));

    private static final List<Mutant> OTHERS = List.of(
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
                    RANDOM_FAULTS),
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
                    "<= before.seen().counter(own))",
                    "<= Long.MAX_VALUE)",
                    new Mutant.Aimed(
                            "replication.RecordChangeTest#aContextThatClaimsMoreOfThisActorThanItCountedIsNotCountedOnFrom")),
            new Mutant(
                    "mints a repeated request again",
                    "4 request ids",
                    "replication/src/main/java/org/armature/replication/MintChange.java",
                    "if (before.requests().knows(write.request())) {",
                    "if (before.requests().knows(write.request()) && before.versions().isEmpty()) {",
                    new Mutant.Aimed("node.ShardTest#aRepeatedRequestIsOneEventThroughOneCoordinator")),
            new Mutant(
                    "forgets writes that were tried twice as early as others",
                    "4 two dots are one event",
                    "model/src/main/java/org/armature/model/RequestLog.java",
                    "if (event.repeated() && event.atMillis() >= sinceMillis",
                    "if (event.repeated() && event.atMillis() < sinceMillis",
                    new Mutant.Aimed(
                            "replication.RecordChangeTest#aRetryIsRememberedUntilTheDotOfTheFirstAttemptHasComeBack")),
            new Mutant(
                    "does not say that a node before may have done it",
                    "4 two dots are one event",
                    "node/src/main/java/org/armature/node/ForwardCall.java",
                    "request.afterAnother(maybeDone)",
                    "request.afterAnother(false)",
                    new Mutant.Aimed(
                            "node.ShardFailuresTest#whoeverCoordinatesWhatALostOwnerMayHaveDoneMarksItsDotAsThatOfARetry")),
            new Mutant(
                    "replaces only the one dot of a request that the context covers",
                    "4 two dots are one event",
                    "model/src/main/java/org/armature/model/VersionSet.java",
                    "if (event.request().equals(request) && (hasReplaced(event) || other.hasReplaced(event))) {",
                    "if (event.request().equals(request) && event.dot().counter() < 0) {",
                    RANDOM_FAULTS),
            new Mutant(
                    "keeps the versions a put has replaced",
                    "4 covered versions are dropped",
                    "model/src/main/java/org/armature/model/VersionSet.java",
                    "if (!hasSeen(context, old.request(), known)) {",
                    "if (true) {",
                    RANDOM_FAULTS),
            new Mutant(
                    "drops siblings the context has not seen",
                    "4 siblings",
                    "replication/src/main/java/org/armature/replication/MintChange.java",
                    "CausalPast replaced = table.lastWriteWins() ? write.context().merge(before.past()) : write.context();",
                    "CausalPast replaced = write.context().merge(before.past());",
                    RANDOM_FAULTS),
            new Mutant(
                    "lets a repeated delete delete what was written since",
                    "4 deletes exactly what it read",
                    "node/src/main/java/org/armature/node/Coordination.java",
                    "repeated || read.versions()",
                    "read.versions()",
                    new Mutant.Aimed("node.HandoffTest#aDeleteThatSurfacesAgainDeletesNothingWrittenSince")),
            new Mutant(
                    "deletes without having read",
                    "4 a delete without context reads first",
                    "node/src/main/java/org/armature/node/Coordination.java",
                    "mint(at, request.with(request.write().withContext(read.past())), latest, instead);",
                    "mint(at, request, latest, instead);",
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
                    RANDOM_FAULTS),
            new Mutant(
                    "forces nothing to the disk",
                    "5 durability",
                    "node/src/main/java/org/armature/node/StorageCalls.java",
                    "at.storeKey(), value, durability));",
                    "at.storeKey(), value, Durability.MEMORY));",
                    new Mutant.Seeds(
                            1, 10, Map.of("seconds", "30", "ring-changes", "no", "table0.durability", "disk"))),
            new Mutant(
                    "is content with one copy",
                    "9 at W stored",
                    "replication/src/main/java/org/armature/replication/WriteGoal.java",
                    "return reachedCopies >= copies && reachedOwners >= owners;",
                    "return reachedCopies >= 1;",
                    RANDOM_FAULTS),
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
                    "        failures.put(from, reason);\n        replace(from, owner, steps);",
                    "        failures.put(from, reason);",
                    new Mutant.Aimed(
                            "replication.PutCoordinatorTest#anOwnerThatFailsOnTheWayIsReplacedBeforeAndAfterTheAnswer")),
            new Mutant(
                    "asks nobody else for a durable copy when the durable one fails",
                    "9 one durable replica",
                    "replication/src/main/java/org/armature/replication/PutCoordinator.java",
                    "durable = Optional.of(holder.orElse(self));",
                    "durable = Optional.empty();",
                    new Mutant.Aimed(
                            "replication.PutCoordinatorTest#whoeverStandsInForADurableOneThatFailsIsAskedForADurableHint")),
            new Mutant(
                    "takes a copy in memory for a durable one",
                    "5 durability",
                    "node/src/main/java/org/armature/node/RecordTurns.java",
                    "return durability.compareTo(at.table().durability()) > 0;",
                    "return false;",
                    new Mutant.Aimed("node.DurableReplicaTest#aRepeatedPutMakesDurableWhatIsThereAlready")),
            new Mutant(
                    "keeps no reference when no node is left",
                    "9 reference to its own copy",
                    "node/src/main/java/org/armature/node/PutCall.java",
                    "hints.refer(at, owner, reapEpoch);",
                    "",
                    new Mutant.Aimed("node.HandoffTest#withNoOtherNodeLeftTheCoordinatorRefersToItsOwnCopy")),
            new Mutant(
                    "lets a change begin from what the one before it had read",
                    "3 per-key queue",
                    "node/src/main/java/org/armature/node/RecordTurns.java",
                    "finished(turn).ifPresent(next -> decide(next, new Found<>(copy, bytes)));",
                    "finished(turn).ifPresent(next -> decide(next, before));",
                    RANDOM_FAULTS),
            new Mutant(
                    "answers as an owner for what it does not own",
                    "9 never acknowledges what it does not own",
                    "node/src/main/java/org/armature/node/Replicas.java",
                    "} else if (view.owns(at)) {\n                objects",
                    "} else if (view.self() != null) {\n                objects",
                    new Mutant.Aimed("node.ShardRefusalsTest#aNodeNeverAcknowledgesAsOwnerWhatItDoesNotOwn")),
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
                    "if (repaired || result.isEmpty() || !RecordCodec.fits(result)) {",
                    "if (true) {",
                    new Mutant.Seeds(
                            1, 10, Map.of("seconds", "30", "ring-changes", "no", "victim", "yes", "exchange-ms", "0"))),
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
                    "if (candidates.isEmpty() || (maybeDone && request.put().wish().confirmed())) {",
                    "if (candidates.isEmpty()) {",
                    new Mutant.Aimed("node.HandoffTest#aConfirmedWriteThatMayHaveBegunIsNotGivenToASecondCoordinator")),
            new Mutant(
                    "deletes a hint before its owner has confirmed",
                    "9 hint",
                    "node/src/main/java/org/armature/node/HintDelivery.java",
                    "        calls.send(\n                time.in(ANSWER_MILLIS),",
                    "        hints.delivered(at, parcel.owner(), parcel.hint().generation());\n        calls.send(\n                time.in(ANSWER_MILLIS),",
                    RANDOM_FAULTS),
            new Mutant(
                    "deletes with a hint what came after it",
                    "9 hint",
                    "replication/src/main/java/org/armature/replication/HintChanges.java",
                    "found.get().generation() != generation",
                    "found.get().generation() < 0",
                    new Mutant.Aimed("replication.HintChangesTest#aDeliveryDoesNotTakeAwayWhatCameAfterIt")),
            new Mutant(
                    "takes a refusal for a delivery",
                    "9 owner stores durably and confirms",
                    "node/src/main/java/org/armature/node/HintCall.java",
                    "if (answer instanceof Message.ReplicaStored) {",
                    "if (answer != null) {",
                    RANDOM_FAULTS),
            new Mutant(
                    "forgets its hints when it starts",
                    "9 survives crashes of either side",
                    "node/src/main/java/org/armature/node/HintDelivery.java",
                    "if (store.entries() > 0 && !places.knows(place)) {",
                    "if (false) {",
                    RANDOM_FAULTS),
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
                    RANDOM_FAULTS),
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
                    "(isUnsure(change.at()) || change.asksForMore())) {",
                    "change.asksForMore()) {",
                    new Mutant.Aimed(
                            "node.ShardFailuresTest#whatAFailedWriteHasLeftIsNotAcknowledgedBeforeItIsWrittenAgain")),
            new Mutant(
                    "is content with a deletion that a minority holds",
                    "4 a delete without context",
                    "node/src/main/java/org/armature/node/Coordination.java",
                    "if (read.isEmpty()) {",
                    "if (read.isEmpty() || deletedAlready) {",
                    new Mutant.Aimed("node.HandoffTest#aDeleteOfWhatOnlySomeHaveDeletedIsDrivenOn")),
            new Mutant(
                    "takes a context that was altered",
                    "4 contexts are authenticated",
                    "protocol/src/main/java/org/armature/protocol/ContextSealer.java",
                    "if (!MessageDigest.isEqual(expected, part.getSeal().toByteArray())) {",
                    "if (expected.length == 0) {",
                    new Mutant.Aimed("node.ShardRefusalsTest#anInflatedContextIsRefused")),
            new Mutant(
                    "does not care who answered the read fastest",
                    "9 the coordinator named in the context",
                    "node/src/main/java/org/armature/node/Puts.java",
                    ".filter(node -> view.isFast(node, at))\n                .ifPresent(inOrder::add);",
                    ".filter(node -> false)\n                .ifPresent(inOrder::add);",
                    new Mutant.Aimed("node.HandoffTest#theWriteGoesToTheNodeThatAnsweredTheReadFastest")),
            new Mutant(
                    "counts a reference as a copy",
                    "9 a reference counts neither for W nor for R",
                    "replication/src/main/java/org/armature/replication/PutCoordinator.java",
                    "withoutHolder.add(owner);",
                    "withoutHolder.add(owner);\n        copies++;",
                    new Mutant.Aimed("replication.PutCoordinatorTest#isUnknownAsSoonAsTheGoalCanNotBeMetAnyMore")),
            new Mutant(
                    "forgets the silent when the deadline passes",
                    "9 late failures",
                    "replication/src/main/java/org/armature/replication/PutCoordinator.java",
                    "if (deadlinePassed || storedHere) {",
                    "if (deadlinePassed) {",
                    new Mutant.Aimed(
                            "replication.PutCoordinatorTest#theDeadlineHandsTheSilentToFallbacksAndTellsTheClient")),
            new Mutant(
                    "shows a reader what a failed write has left",
                    "5 durability",
                    "node/src/main/java/org/armature/node/RecordReads.java",
                    "if (kind == StoreKind.OBJECTS && objects.isUnsure(at)) {",
                    "if (false) {",
                    new Mutant.Aimed(
                            "node.HandoffTest#aReaderIsNotShownWhatAFailedWriteHasLeftBeforeItIsWrittenAgain")),
            new Mutant(
                    "gives up a put when the node it was sent on to is lost",
                    "9 coordinator",
                    "node/src/main/java/org/armature/node/ForwardCall.java",
                    "tell(peer, reason);\n        tryNext();",
                    "tell(peer, reason);\n        end();",
                    new Mutant.Aimed("node.ShardFailuresTest#aForwardedPutWhoseOwnerIsLostGoesToTheNextOwner")),
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
                    "askWhoHolds(why);",
                    "retry(why);",
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
                    new Mutant.Aimed("membership.EndingTest#itWaitsForHintsAndTransfersOfWhoLeavesAndOfNobodyElse")),
            new Mutant(
                    "leaves a deletion out of its hash tree",
                    "9 hash trees go along with each write",
                    "node/src/main/java/org/armature/node/Trees.java",
                    "after.map(copy -> LeafReads.entry(shape, at, copy)));",
                    "after.filter(copy -> copy.set().versions().stream().noneMatch(version -> version.isTombstone()))\n                        .map(copy -> LeafReads.entry(shape, at, copy)));",
                    COMPARISONS),
            new Mutant(
                    "leaves its hash tree as it was when siblings come together",
                    "9 hash trees go along with each write",
                    "node/src/main/java/org/armature/node/Trees.java",
                    "before.map(copy -> LeafReads.entry(shape, at, copy)),",
                    "(after.isPresent() && before.isPresent() && after.get().set().versions().containsAll(before.get().set().versions())\n                                ? after\n                                : before)\n                        .map(copy -> LeafReads.entry(shape, at, copy)),",
                    COMPARISONS),
            new Mutant(
                    "takes a write that failed for one that did not happen",
                    "9 hash trees: a failed write is in doubt",
                    "antientropy/src/main/java/org/armature/antientropy/KeptTree.java",
                    "        doubt(leaf);",
                    "",
                    COMPARISONS),
            new Mutant(
                    "trusts its hash trees after a crash",
                    "9 trees are rebuilt after an unclean start",
                    "simulator/src/main/java/org/armature/simulator/disk/NodeFiles.java",
                    "        SortedMap<TreeName, Bytes> left = trees;\n        trees = new TreeMap<>();",
                    "        SortedMap<TreeName, Bytes> left = trees;\n        if (clean.isEmpty() && incarnation.isPresent()) {\n            incarnation = Optional.of(draw.getAsLong());\n            return new Start(incarnation.get(), true, left, DataDoubt.MAY_BE_OLD);\n        }",
                    new Mutant.Seeds(
                            1,
                            10,
                            Map.of(
                                    "seconds",
                                    "30",
                                    "ring-changes",
                                    "no",
                                    "exchange-ms",
                                    "2000",
                                    "only-fault",
                                    "clean-restart/kill"))),
            new Mutant(
                    "compares by a tree that is still worked out",
                    "9 hash trees",
                    "node/src/main/java/org/armature/node/Trees.java",
                    ".filter(KeptTree::isKnown).map(KeptTree::tree)",
                    ".map(KeptTree::tree)",
                    new Mutant.Aimed("node.ExchangeTest#aTreeThatIsBeingWorkedOutIsNotComparedWith")),
            new Mutant(
                    "hashes no dots",
                    "9 leaves hash keys and dots",
                    "antientropy/src/main/java/org/armature/antientropy/EntryHash.java",
                    "hash = with(hash, version.dot());",
                    "hash = mix(hash);",
                    COMPARISONS),
            new Mutant(
                    "takes nothing from whom it compares with",
                    "9 exchange: both get what they lack",
                    "node/src/main/java/org/armature/node/KeyRepair.java",
                    "return record == null || !mends",
                    "return record == null || mends",
                    new Mutant.Aimed("node.ExchangeTest#whatOnlyOneOfTwoHasTheOtherGets")),
            new Mutant(
                    "gives nothing to whom it compares with",
                    "9 exchange: both get what they lack",
                    "node/src/main/java/org/armature/node/KeyRepair.java",
                    "if (lacks && mends) {",
                    "if (lacks && !mends) {",
                    new Mutant.Aimed("node.ExchangeTest#whatOnlyOneOfTwoHasTheOtherGets")),
            new Mutant(
                    "leaves out the last of the leaves that it reads",
                    "9 hash trees",
                    "node/src/main/java/org/armature/node/LeafReads.java",
                    "return shape.leafOf(position) >= leaves.length();",
                    "return shape.leafOf(position) >= Math.max(1, leaves.length() - 1);",
                    new Mutant.Aimed("node.ExchangeTest#whatStandsInLeavesThatFollowEachOtherIsRepairedToTheLast")),
            new Mutant(
                    "compares no keys of the last of leaves in a row",
                    "9 exchange",
                    "node/src/main/java/org/armature/node/Exchange.java",
                    "new LeafComparison(next).nextPage();",
                    "new LeafComparison(next.subList(0, Math.max(1, next.size() - 1))).nextPage();",
                    new Mutant.Aimed("node.ExchangeTest#whatStandsInLeavesThatFollowEachOtherIsRepairedToTheLast")),
            new Mutant(
                    "overlooks its own keys behind the last that it is told",
                    "9 exchange",
                    "node/src/main/java/org/armature/node/Exchange.java",
                    "upTo.isPresent() ? own.headMap(upTo.get(), true) : own;",
                    "upTo.isPresent() ? own.headMap(upTo.get(), true) : new TreeMap<>();",
                    new Mutant.Aimed("node.ExchangeTest#whatOnlyOneOfTwoHasTheOtherGets")),
            new Mutant(
                    "compares while places move",
                    "9 exchange: none with a node in transfer",
                    "node/src/main/java/org/armature/node/ExchangeAnswers.java",
                    "if (!bench.view().stands() || bench.view().epoch() != place.epoch()) {",
                    "if (bench.view().epoch() < 0) {",
                    new Mutant.Seeds(1, 10, Map.of("seconds", "30", "ring-changes", "yes", "exchange-ms", "2000"))),
            new Mutant(
                    "shows what has expired",
                    "4 expiry",
                    "node/src/main/java/org/armature/node/Gets.java",
                    "version.isDeadAt(nowMillis) ? Optional.empty() : version.value(),",
                    "version.value(),",
                    EXPIRIES),
            new Mutant(
                    "takes for expired what lives for a second still",
                    "4 expiry",
                    "model/src/main/java/org/armature/model/Version.java",
                    "wallMillis >= expiresMillis",
                    "wallMillis >= expiresMillis - 1_000",
                    EXPIRIES),
            new Mutant(
                    "keeps the expiry from other replicas",
                    "4 expiry is part of the version",
                    "protocol/src/main/java/org/armature/protocol/DottedWrite.java",
                    "version.expiresMillis(),",
                    "0,",
                    EXPIRIES),
            new Mutant(
                    "lets the time to live of a table count before that of an object",
                    "4 expiry",
                    "replication/src/main/java/org/armature/replication/MintChange.java",
                    "write.ttl().or(table::ttl)",
                    "table.ttl().or(write::ttl)",
                    new Mutant.Aimed("node.ExpiryTest#theTimeToLiveOfAnObjectCountsBeforeThatOfItsTable")),
            new Mutant(
                    "counts the time to live from a stamp that is ahead",
                    "4 expiry",
                    "replication/src/main/java/org/armature/replication/MintChange.java",
                    "write.value(), expiresMillis());",
                    "write.value(), expiresMillis() == 0 ? 0 : expiresMillis() - minting.nowMillis() + millis);",
                    new Mutant.Aimed(
                            "node.ExpiryTest#whereTheLastWriteWinsTheTimeToLiveCountsFromTheClockAndNotFromTheStamp")),
            new Mutant(
                    "shows the value before it where the last write has expired",
                    "4 expiry",
                    "node/src/main/java/org/armature/node/Gets.java",
                    "set.latest().stream().toList()",
                    "set.versions().stream().filter(version -> !version.isDeadAt(time.wallMillis())).max(Version.BY_STAMP).stream().toList()",
                    new Mutant.Aimed("node.ExpiryTest#whereTheLastWriteWinsAnExpiredOneHidesWhatWasWrittenBeforeIt")),
            new Mutant(
                    "writes no tombstone for what has expired",
                    "4 deletes exactly what it read",
                    "node/src/main/java/org/armature/node/Coordination.java",
                    "allMatch(Version::isTombstone)",
                    "allMatch(version -> version.isDeadAt(time.wallMillis()))",
                    new Mutant.Aimed(
                            "node.ExpiryTest#aDeletionOfWhatHasExpiredHoldsThroughANodeWhoseClockIsBehindToo")));

    static final List<Mutant> ALL =
            Stream.concat(OTHERS.stream(), ReapingMutants.ALL.stream()).toList();

    private Mutants() {}
}
