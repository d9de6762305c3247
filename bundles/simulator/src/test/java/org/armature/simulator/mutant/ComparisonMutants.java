package org.armature.simulator.mutant;

import java.util.List;
import java.util.Map;

/** Those of hash trees, and of replicas that are compared by them. */
final class ComparisonMutants {
    private static final Mutant.Killer COMPARISONS = new Mutant.Seeds(
            1, 10, Map.of("seconds", "30", "ring-changes", "no", "exchange-ms", "2000", "table0.use", "siblings"));

    static final List<Mutant> ALL = List.of(
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
                    new Mutant.Seeds(1, 10, Map.of("seconds", "30", "ring-changes", "yes", "exchange-ms", "2000"))));

    private ComparisonMutants() {}
}
