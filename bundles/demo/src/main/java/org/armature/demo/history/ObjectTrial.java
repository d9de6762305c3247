package org.armature.demo.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.armature.demo.history.Finding.Kind;
import org.armature.demo.history.Observation.CopiedVersion;

/** The judgement of one object. */
final class ObjectTrial {
    private final String object;
    private final ObjectGraph graph;
    private final int w;
    private final Observation found;

    ObjectTrial(String object, Collection<Write> writes, int w, Observation found) {
        this.object = object;
        this.graph = new ObjectGraph(writes);
        this.w = w;
        this.found = found;
    }

    void run(Judge.Tally tally) {
        Set<String> read = identifyRead(tally);
        refuseReplacedOnes(read, "a read of all replicas", tally);
        found.copies().forEach((node, versions) -> judgeCopy(node, versions, tally));
        refuseReusedDots(tally);
        graph.writes().forEach(write -> judgeWhatItsWriterSaw(write, tally));
        Set<String> past = graph.pastOf(read);
        Map<String, Integer> copies = countCopies();
        for (Write write : graph.writes()) {
            if (write.isAcknowledged()) {
                judgeAcknowledged(write, read, past, copies.getOrDefault(write.id(), 0), tally);
            }
        }
    }

    /** Which writes the values read are; a deletion is the one, or those, that the replicas hold. */
    private Set<String> identifyRead(Judge.Tally tally) {
        Set<String> ids = new LinkedHashSet<>();
        for (Optional<String> value : found.read()) {
            if (value.isEmpty()) {
                ids.addAll(deletesHeld());
            } else {
                identify(value.get(), "a read of all replicas", tally).ifPresent(id -> {
                    if (!ids.add(id)) {
                        tally.report(Kind.DUPLICATED, object, id, "a read shows write " + id + " twice");
                    }
                });
            }
        }
        if (found.read().contains(Optional.<String>empty()) && deletesHeld().isEmpty()) {
            tally.report(Kind.INVENTED, object, "delete", "a read shows a deletion that no replica holds");
        }
        return ids;
    }

    private Optional<String> identify(String fingerprint, String where, Judge.Tally tally) {
        Optional<Write> write = graph.ofToken(fingerprint);
        if (write.isEmpty()) {
            tally.report(
                    Kind.INVENTED, object, fingerprint, where + " shows value " + fingerprint + ", which nobody wrote");
            return Optional.empty();
        }
        refuseIfFailed(write.get(), where, tally);
        return Optional.of(write.get().id());
    }

    private void refuseIfFailed(Write write, String where, Judge.Tally tally) {
        if (write.outcome() == Outcome.FAIL) {
            tally.report(
                    Kind.DISHONEST,
                    object,
                    write.id(),
                    where + " shows write " + write.id() + ", which was reported as not done");
        }
    }

    /** Deletions on the replicas, without those a replica only holds because it is behind. */
    private Set<String> deletesHeld() {
        Set<String> all = new LinkedHashSet<>();
        Set<String> deletes = new LinkedHashSet<>();
        for (List<CopiedVersion> versions : found.copies().values()) {
            for (CopiedVersion version : versions) {
                all.add(version.write());
                if (version.value().isEmpty()) {
                    deletes.add(version.write());
                }
            }
        }
        Set<String> latest = new LinkedHashSet<>(deletes);
        latest.removeAll(graph.pastOf(all));
        return latest.isEmpty() ? deletes : latest;
    }

    private void judgeCopy(String node, List<CopiedVersion> versions, Judge.Tally tally) {
        Set<String> ids = new LinkedHashSet<>();
        for (CopiedVersion version : versions) {
            Optional<Write> write = graph.write(version.write());
            if (write.isEmpty()) {
                tally.report(
                        Kind.INVENTED,
                        object,
                        version.write(),
                        node + " holds a version of write " + version.write() + ", which nobody made here");
                continue;
            }
            if (!write.get().attempt().value().equals(version.value())) {
                tally.report(
                        Kind.DAMAGED,
                        object,
                        version.write(),
                        node + " holds " + version.value().orElse("a deletion") + " for write " + version.write()
                                + ", which wrote "
                                + write.get().attempt().value().orElse("a deletion"));
            }
            refuseIfFailed(write.get(), node, tally);
            if (!ids.add(version.write())) {
                tally.report(
                        Kind.DUPLICATED, object, version.write(), node + " holds write " + version.write() + " twice");
            }
        }
        refuseReplacedOnes(ids, node, tally);
    }

    private void refuseReplacedOnes(Set<String> together, String where, Judge.Tally tally) {
        Set<String> replaced = new LinkedHashSet<>(together);
        replaced.retainAll(graph.pastOf(together));
        for (String id : replaced) {
            tally.report(
                    Kind.FALSE_SIBLING,
                    object,
                    id,
                    where + " shows write " + id + " beside one whose writer had seen it: " + together);
        }
    }

    private void refuseReusedDots(Judge.Tally tally) {
        Map<String, String> writeOfDot = new LinkedHashMap<>();
        for (List<CopiedVersion> versions : found.copies().values()) {
            for (CopiedVersion version : versions) {
                String other = writeOfDot.putIfAbsent(version.dot(), version.write());
                if (other != null && !other.equals(version.write())) {
                    tally.report(
                            Kind.DOT_REUSED,
                            object,
                            version.dot(),
                            "dot " + version.dot() + " stands for writes " + other + " and " + version.write());
                }
            }
        }
    }

    private void judgeWhatItsWriterSaw(Write write, Judge.Tally tally) {
        Set<String> seen = new LinkedHashSet<>();
        String where = "the read before write " + write.id();
        for (String token : write.attempt().seen()) {
            identify(token, where, tally).ifPresent(seen::add);
        }
        refuseReplacedOnes(seen, where, tally);
    }

    private Map<String, Integer> countCopies() {
        Map<String, Integer> copies = new LinkedHashMap<>();
        for (List<CopiedVersion> versions : found.copies().values()) {
            List<String> ids = versions.stream().map(CopiedVersion::write).toList();
            Set<String> covered = graph.pastOf(ids);
            covered.addAll(ids);
            covered.forEach(id -> copies.merge(id, 1, Integer::sum));
        }
        return copies;
    }

    private void judgeAcknowledged(Write write, Set<String> read, Set<String> past, int copies, Judge.Tally tally) {
        if (read.contains(write.id())) {
            tally.countPresent();
        } else if (past.contains(write.id())) {
            tally.countReplaced(graph.replacementsOf(write).stream().anyMatch(Write::isAcknowledged));
        } else {
            reportLoss(write, read, tally);
            return;
        }
        if (copies < w) {
            tally.report(
                    Kind.TOO_FEW_COPIES,
                    object,
                    write.id(),
                    "write " + write.id() + " was acknowledged with W=" + w + " and " + copies
                            + " replicas hold it or its successor");
        }
    }

    private void reportLoss(Write write, Set<String> read, Judge.Tally tally) {
        List<String> back = new ArrayList<>(graph.pastOf(List.of(write.id())));
        back.retainAll(read);
        if (write.attempt().isDelete() && !back.isEmpty()) {
            tally.report(
                    Kind.RESURRECTED,
                    object,
                    write.id(),
                    "delete " + write.id() + " was acknowledged and " + back + " is back");
        } else {
            tally.report(
                    Kind.LOST,
                    object,
                    write.id(),
                    "write " + write.id() + " by " + write.attempt().writer() + " was acknowledged by " + write.copies()
                            + " replicas and is gone");
        }
    }
}
