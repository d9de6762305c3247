package org.armature.simulator.mutant;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Those of the removal of deleted data. */
final class ReapingMutants {
    /** Rounds follow one another closely, and writes arrive once more behind them. */
    private static final Mutant.Killer LATE_COPIES = new Mutant.Seeds(
            1, 3, closely(Map.of("only-fault", "late-writes", "rate", "60", "fault-lasts-ms", "6000")));

    static final List<Mutant> ALL = List.of(
            new Mutant(
                    "removes what is deleted without asking the members",
                    "4 reaping: every member has confirmed",
                    "node/src/main/java/org/armature/node/ReapRound.java",
                    "                    raise();",
                    "                    remove();",
                    LATE_COPIES),
            new Mutant(
                    "asks no member that is down before it removes",
                    "4 reaping: every member, up or down",
                    "node/src/main/java/org/armature/node/ReapRound.java",
                    "return new TreeSet<>(bench.view().ownership().state().members().keySet());",
                    "return new TreeSet<>(bench.view().reachable());",
                    new Mutant.Aimed("node.ReapingTest#aMemberThatIsDownStopsItAndIsNamed")),
            new Mutant(
                    "confirms though it keeps hints of before",
                    "4 reaping: hints of earlier epochs",
                    "node/src/main/java/org/armature/node/Stragglers.java",
                    ".reapEpoch() < epoch;",
                    ".reapEpoch() < 0;",
                    new Mutant.Aimed("node.ReapingTest#aHintOfBeforeStopsItUntilItsOwnerHasIt")),
            new Mutant(
                    "confirms while puts of before are under way",
                    "4 reaping: puts of earlier epochs",
                    "node/src/main/java/org/armature/node/Stragglers.java",
                    "put.isBefore(partition, epoch)",
                    "put.isBefore(partition, 0)",
                    new Mutant.Aimed("node.ReapingRulesTest#aPutUnderWayStopsItUntilItHasEnded")),
            new Mutant(
                    "stores what carries an earlier reap epoch",
                    "4 reaping: StaleEpoch",
                    "replication/src/main/java/org/armature/replication/EpochGuard.java",
                    "return reapEpoch < now &&",
                    "return reapEpoch < 0 &&",
                    LATE_COPIES),
            new Mutant(
                    "repairs after a read as of an epoch that nobody has settled",
                    "4 reaping: StaleEpoch",
                    "node/src/main/java/org/armature/node/GetCall.java",
                    "this.reapEpoch = epochs.settled(at.partition());",
                    "this.reapEpoch = epochs.raised(at.partition());",
                    new Mutant.Aimed("node.ReapingRulesTest#aReadRepairsAsOfTheEpochThatIsSettled")),
            new Mutant(
                    "takes what a replica in doubt answers for new",
                    "4 reaping: restored backups",
                    "node/src/main/java/org/armature/node/GetCall.java",
                    "reapEpoch = 0; //",
                    "//",
                    new Mutant.Aimed("node.ReapingTest#aReadBringsNothingBackFromARestoredBackup")),
            new Mutant(
                    "removes what is not as it was compared",
                    "4 reaping: all owners hold the same",
                    "node/src/main/java/org/armature/node/ReapingAnswers.java",
                    "&& EntryHash.of(at.position(), set) == reaping.hash();",
                    "&& reaping.hash() != 0;",
                    new Mutant.Aimed("node.ReapingRulesTest#anOwnerKeepsWhatIsNotAsItWasCompared")),
            new Mutant(
                    "tells of a reap epoch before it is on disk",
                    "4 reaping: epochs survive a crash",
                    "node/src/main/java/org/armature/node/ReapEpochs.java",
                    "outbox.add(new Effect.KeepReapEpoch(last, partition, next));",
                    "keeping.remove(last).waiter().kept();",
                    new Mutant.Aimed("node.ReapingRulesTest#aRestartForgetsNoReapEpoch")),
            new Mutant(
                    "compares with an owner of another reap epoch",
                    "4 reaping: StaleEpoch",
                    "node/src/main/java/org/armature/node/ExchangeAnswers.java",
                    "long settled = bench.epochs().settled(place.partition());",
                    "long settled = place.reapEpoch();",
                    new Mutant.Aimed("node.ReapingRulesTest#ownersOfDifferentReapEpochsCompareNothing")),
            new Mutant(
                    "takes an actor out of a vector whose version stands",
                    "4 pruning",
                    "model/src/main/java/org/armature/model/VersionSet.java",
                    "standingDots().forEach(dot -> needed.add(dot.actor()));",
                    "",
                    new Mutant.Aimed("node.ReapingRulesTest#anActorOfAVersionThatStandsIsKept")),
            new Mutant(
                    "enters anew without what it had replaced",
                    "4 reaping: restored backups",
                    "replication/src/main/java/org/armature/replication/ReentryChange.java",
                    "CausalPast.of(replaced)",
                    "CausalPast.NOTHING",
                    new Mutant.Aimed("replication.ReentryChangeTest#whatItReplacedStaysReplaced")),
            new Mutant(
                    "doubts for ever what it owns alone",
                    "9 verify",
                    "node/src/main/java/org/armature/node/Exchanges.java",
                    "if (others.isEmpty()) {",
                    "if (others.contains(bench.view().self())) {",
                    new Mutant.Aimed("node.ReapingTest#whatANodeOwnsAloneIsNotInDoubtForEver")));

    private ReapingMutants() {}

    private static Map<String, String> closely(Map<String, String> more) {
        Map<String, String> options = new TreeMap<>(more);
        options.put("seconds", "12");
        options.put("nodes", "4");
        options.put("ring-changes", "no");
        options.put("one-stays-dead", "no");
        options.put("partitions", "4");
        options.put("shards", "1");
        options.put("tables", "1");
        options.put("table0.use", "siblings");
        options.put("table0.nrw", "3/2/2");
        options.put("table0.strict", "no");
        options.put("keys", "10");
        options.put("clients", "8");
        options.put("deadline-ms", "500");
        options.put("reaping-ms", "100");
        options.put("exchange-ms", "5000");
        options.put("fault-pause-ms", "500");
        return options;
    }
}
