package org.armature.simulator.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.node.Counter;
import org.armature.node.ExchangeReport;
import org.armature.protocol.RepairMessage;
import org.armature.replication.TableSpec;
import org.armature.simulator.check.Chronicle;
import org.armature.simulator.check.FinalLook;
import org.armature.simulator.check.Violation;
import org.armature.simulator.node.SimulatedNode;

/**
 * What owners that compare what they hold have to bring about once all is healed, without any read: that they hold the same
 * within {@value #ROUNDS} rounds (I-4), and that they do nothing more from then on (I-4b).
 */
final class Comparisons {
    static final int ROUNDS = 3;
    private static final int QUIET_ROUNDS = 2;

    /** That may still end while all is being compared. */
    private static final int RING_CHANGES = 10;

    /** Lets time pass until something is so, but not for ever. */
    interface Waiting {
        boolean until(BooleanSupplier condition);
    }

    private record Pair(NodeId by, TableName table, int partition, NodeId peer) {
        /** Whoever of the two begins: as long as copies are in doubt, both do. */
        Pair ofBoth() {
            return by.compareTo(peer) <= 0 ? this : new Pair(peer, table, partition, by);
        }
    }

    private final List<SimulatedNode> nodes;
    private final Chronicle chronicle;
    private final FinalLook look;
    private final Waiting waiting;
    private final List<Violation> violations;
    private Map<String, Long> before = new TreeMap<>();

    Comparisons(
            List<SimulatedNode> nodes,
            Chronicle chronicle,
            FinalLook look,
            Waiting waiting,
            List<Violation> violations) {
        this.nodes = nodes;
        this.chronicle = chronicle;
        this.look = look;
        this.waiting = waiting;
        this.violations = violations;
    }

    /** @param wholeLeaves whether leaves lie within ranges, so that nodes with the same trees have no keys to compare */
    void judge(List<TableSpec> tables, List<Key> keys, boolean wholeLeaves) {
        if (!pass(ROUNDS)) {
            return;
        }
        waiting.until(() -> tables.stream().allMatch(table -> keys.stream()
                .allMatch(key -> look.holdSameVersions(table, key) || look.holdDifferentlyAlive(table, key))));
        for (TableSpec table : tables) {
            for (Key key : keys) {
                if (!look.holdSameVersions(table, key)) {
                    violations.add(new Violation(
                            "I-4 NOT_REPAIRED",
                            "after " + ROUNDS + " rounds of comparisons owners of " + table.name() + "/" + key
                                    + " hold different versions: " + look.heldByOwners(table, key)));
                }
            }
        }
        long reapings;
        do {
            reapings = chronicle.reapings();
            before = work(wholeLeaves);
            if (!pass(QUIET_ROUNDS)) {
                return;
            }
        } while (chronicle.reapings() > reapings); // a removal is a difference until all owners have carried it out
        work(wholeLeaves).forEach((what, count) -> {
            if (count > before.get(what)) {
                violations.add(new Violation(
                        "I-4b NOT_QUIET",
                        "with nothing written, comparisons went on: " + what + " " + (count - before.get(what))));
            }
        });
    }

    /** What must not become more where all is the same. */
    private Map<String, Long> work(boolean wholeLeaves) {
        Map<String, Long> work = new TreeMap<>();
        for (Counter counter : List.of(Counter.KEYS_DIFFERED, Counter.KEYS_REPAIRED)) {
            work.put(
                    counter.figure(),
                    nodes.stream()
                            .mapToLong(node -> node.counts().getOrDefault(counter, 0L))
                            .sum());
        }
        work.put("writes", chronicle.engineWrites());
        work.put("leaves asked for", chronicle.asked(RepairMessage.LeavesAsked.class));
        work.put("records asked for", chronicle.asked(RepairMessage.RecordsAsked.class));
        work.put("records sent", chronicle.asked(RepairMessage.RepairRecords.class));
        if (wholeLeaves) {
            work.put("keys asked for", chronicle.asked(RepairMessage.EntriesAsked.class));
        }
        return work;
    }

    private boolean pass(int rounds) {
        for (int round = 1; round <= rounds; round++) {
            Map<Pair, Long> begun = compared();
            for (int changes = 0; changes < RING_CHANGES; changes++) {
                Map<Pair, Long> since = begun;
                boolean ended = waiting.until(() -> isOtherRing(since, compared())
                        || open(since, compared()).isEmpty());
                if (!ended) {
                    violations.add(new Violation(
                            "I-4 NOT_COMPARED", "a round of comparisons does not end: " + waitingFor(begun)));
                    return false;
                }
                if (!isOtherRing(begun, compared())) {
                    break;
                }
                begun = compared();
            }
        }
        return true;
    }

    /** A node may still have been leaving: what is compared from then on are others. */
    private static boolean isOtherRing(Map<Pair, Long> begun, Map<Pair, Long> now) {
        return !ofBoth(begun).equals(ofBoth(now));
    }

    private static Set<Pair> ofBoth(Map<Pair, Long> pairs) {
        Set<Pair> ofBoth = new LinkedHashSet<>();
        pairs.keySet().forEach(pair -> ofBoth.add(pair.ofBoth()));
        return ofBoth;
    }

    /** Each two that were not compared since. */
    private static Set<Pair> open(Map<Pair, Long> begun, Map<Pair, Long> now) {
        Set<Pair> open = ofBoth(now);
        now.forEach((pair, compared) -> {
            if (compared > begun.getOrDefault(pair, 0L)) {
                open.remove(pair.ofBoth());
            }
        });
        return open;
    }

    private String waitingFor(Map<Pair, Long> begun) {
        Map<Pair, ExchangeReport> reports = reports();
        List<String> open = new ArrayList<>();
        for (Pair pair : open(begun, compared())) {
            open.add(pair + ": "
                    + reports.entrySet().stream()
                            .filter(each -> each.getKey().ofBoth().equals(pair))
                            .map(each -> each.getKey().by() + " says "
                                    + each.getValue().cause())
                            .toList());
        }
        return open.toString();
    }

    /** How often each two owners that run have been compared. */
    private Map<Pair, Long> compared() {
        Map<Pair, Long> compared = new LinkedHashMap<>();
        reports().forEach((pair, report) -> compared.put(pair, report.compared()));
        return compared;
    }

    private Map<Pair, ExchangeReport> reports() {
        Map<Pair, ExchangeReport> reports = new LinkedHashMap<>();
        for (SimulatedNode node : nodes) {
            for (ExchangeReport report : node.exchanges()) {
                if (nodes.stream()
                        .anyMatch(peer -> peer.isRunning() && peer.id().equals(report.peer()))) {
                    reports.put(new Pair(node.id(), report.table(), report.partition(), report.peer()), report);
                }
            }
        }
        return reports;
    }
}
