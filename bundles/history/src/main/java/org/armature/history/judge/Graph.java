package org.armature.history.judge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.armature.history.Attempt;

/**
 * The writes of one object and who had seen whom: an edge from each write to those its writer had read. What had been
 * seen was replaced, so everything that can be reached from a write is its past.
 *
 * <p>A writer that saw a deletion it could not name may have seen any that was sent before. Such edges are possible ones:
 * they can excuse, never accuse.
 */
final class Graph {
    private final List<Write> writes;
    private final Map<String, Write> byValue = new LinkedHashMap<>();
    private final List<List<Write>> seen = new ArrayList<>();
    /** Those not reported as failed, in the order in which they were sent. */
    private final List<Write> deletes = new ArrayList<>();
    /** By write: how many of these its writer may have seen. */
    private final int[] possible;
    /** Empty until asked for. */
    private final List<List<Write>> successors = new ArrayList<>();

    Graph(Collection<Attempt> attempts) {
        for (Attempt attempt : attempts) {
            if (attempt.isWrite()) {
                byValue.computeIfAbsent(attempt.asked().value(), Write::new).add(attempt);
            }
        }
        writes = new ArrayList<>(byValue.values());
        writes.sort(Comparator.comparingLong(Write::start));
        for (Write write : writes) {
            write.number(seen.size());
            seen.add(seenBy(write));
            if (write.isDelete() && !write.hasFailed()) {
                deletes.add(write);
            }
        }
        possible = new int[writes.size()];
        for (Write write : writes) {
            possible[write.index()] = sawSomeDeletion(write) ? deletesSentBy(write.start()) : 0;
        }
    }

    private List<Write> seenBy(Write write) {
        List<Write> found = new ArrayList<>();
        for (Attempt attempt : write.attempts()) {
            for (String value : attempt.asked().seen()) {
                Write earlier = byValue.get(value);
                if (earlier != null && earlier != write && !found.contains(earlier)) {
                    found.add(earlier);
                }
            }
        }
        return found;
    }

    private static boolean sawSomeDeletion(Write write) {
        return write.attempts().stream()
                .anyMatch(attempt -> attempt.asked().seen().contains(Attempt.SOME_DELETION));
    }

    private int deletesSentBy(long time) {
        int count = 0;
        while (count < deletes.size() && deletes.get(count).start() <= time) {
            count++;
        }
        return count;
    }

    /** In the order in which they were first sent. */
    List<Write> writes() {
        return writes;
    }

    Optional<Write> write(String value) {
        return Optional.ofNullable(byValue.get(value));
    }

    /** What these values may be: nothing, or a deletion without a name, may be any that was sent by then. */
    List<Write> readable(List<String> values, long time) {
        List<Write> found = known(values);
        if (values.isEmpty() || values.contains(Attempt.SOME_DELETION)) {
            found.addAll(deletes.subList(0, deletesSentBy(time)));
        }
        return found;
    }

    /** Those of these values that were written here, each once. */
    List<Write> known(Collection<String> values) {
        List<Write> found = new ArrayList<>();
        for (String value : values) {
            Write write = byValue.get(value);
            if (write != null && !found.contains(write)) {
                found.add(write);
            }
        }
        return found;
    }

    /** What these writes had certainly replaced; they themselves only if one replaced another. */
    Set<Write> past(Collection<Write> from) {
        return walk(from, false, write -> true);
    }

    /** What these writes may have replaced. */
    Set<Write> possiblePast(Collection<Write> from) {
        return walk(from, true, write -> true);
    }

    /** What these writes may have replaced, without going on from writes that the condition refuses. */
    Set<Write> possiblePast(Collection<Write> from, Predicate<Write> goOn) {
        return walk(from, true, goOn);
    }

    /** Those of these writes that another of them had replaced. */
    List<Write> replacedAmong(Collection<Write> together) {
        if (together.size() < 2) {
            return List.of();
        }
        long oldest = together.stream().mapToLong(Write::start).min().orElseThrow();
        Set<Write> past = walk(together, false, write -> write.start() >= oldest);
        return together.stream().filter(past::contains).toList();
    }

    private Set<Write> walk(Collection<Write> from, boolean withPossible, Predicate<Write> goOn) {
        Set<Write> past = new LinkedHashSet<>();
        Deque<Write> open = new ArrayDeque<>(from);
        int deletesTaken = 0;
        while (!open.isEmpty()) {
            Write write = open.remove();
            if (write.hasFailed() || !goOn.test(write)) {
                continue;
            }
            for (Write earlier : seen.get(write.index())) {
                visit(earlier, past, open);
            }
            int upTo = withPossible ? possible[write.index()] : 0;
            for (; deletesTaken < upTo; deletesTaken++) {
                visit(deletes.get(deletesTaken), past, open);
            }
        }
        return past;
    }

    private static void visit(Write write, Set<Write> past, Deque<Write> open) {
        if (past.add(write)) {
            open.add(write);
        }
    }

    /** Those that a writer whose write was acknowledged had seen, or may have. */
    Set<Write> replacedByAcknowledged() {
        Set<Write> replaced = new LinkedHashSet<>();
        int deleted = 0;
        for (Write write : writes) {
            if (write.isAcknowledged()) {
                replaced.addAll(seen.get(write.index()));
                deleted = Math.max(deleted, possible[write.index()]);
            }
        }
        replaced.addAll(deletes.subList(0, deleted));
        return replaced;
    }

    /** This write and those that certainly came after it. */
    Set<Write> withSuccessors(Write write) {
        Set<Write> found = new LinkedHashSet<>();
        Deque<Write> open = new ArrayDeque<>();
        visit(write, found, open);
        while (!open.isEmpty()) {
            for (Write later : successors().get(open.remove().index())) {
                visit(later, found, open);
            }
        }
        return found;
    }

    /** By write: those, except failed ones, whose writers had seen it. */
    private List<List<Write>> successors() {
        if (successors.size() < writes.size()) {
            writes.forEach(any -> successors.add(new ArrayList<>()));
            for (Write later : writes) {
                if (!later.hasFailed()) {
                    seen.get(later.index())
                            .forEach(each -> successors.get(each.index()).add(later));
                }
            }
        }
        return successors;
    }
}
