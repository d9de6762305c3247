package org.armature.history.judge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.armature.history.Attempt;

/**
 * Goes through the reads of an object in the order in which they began, beside what had been completed by then, and tells
 * of each read what it should have returned, or something later, and did not.
 *
 * <p>Of what is completed only the latest is kept, the frontier: who returns a write that had seen another has returned
 * the other too. What is behind the frontier is never looked at again, hence linear time.
 */
final class FreshnessSweep {
    private final Graph graph;
    private final List<Completion> completions = new ArrayList<>();
    private final Set<Write> behind = new LinkedHashSet<>();
    private final Map<Write, Completion> frontier = new LinkedHashMap<>();

    /**
     * From this time on every read has to return the write or something later.
     *
     * @param byRead whether a read says so, which had returned it
     */
    record Completion(long time, Write write, boolean byRead) {}

    FreshnessSweep(Graph graph) {
        this.graph = graph;
    }

    void add(Completion completion) {
        completions.add(completion);
    }

    /**
     * @param missed is told of each read and each completion it missed
     * @return how many reads missed something
     */
    int run(Collection<Attempt> reads, BiConsumer<Attempt, Completion> missed) {
        completions.sort(Comparator.comparingLong(Completion::time));
        List<Attempt> inOrder = new ArrayList<>(reads);
        inOrder.sort(Comparator.comparingLong(Attempt::start));
        int next = 0;
        int stale = 0;
        for (Attempt read : inOrder) {
            while (next < completions.size() && completions.get(next).time() < read.start()) {
                complete(completions.get(next++));
            }
            stale += look(read, missed) ? 1 : 0;
        }
        return stale;
    }

    private void complete(Completion completion) {
        Write write = completion.write();
        if (behind.contains(write) || frontier.putIfAbsent(write, completion) != null) {
            return;
        }
        Set<Write> past = graph.possiblePast(List.of(write), each -> !behind.contains(each));
        past.remove(write);
        behind.addAll(past);
        past.forEach(frontier::remove);
    }

    private boolean look(Attempt read, BiConsumer<Attempt, Completion> missed) {
        if (frontier.isEmpty()) {
            return false;
        }
        List<Write> returned = graph.readable(read.answer().returned(), read.end());
        if (returned.containsAll(frontier.keySet())) {
            return false;
        }
        Set<Write> covered = graph.possiblePast(returned, each -> !behind.contains(each));
        covered.addAll(returned);
        boolean stale = false;
        for (Completion completion : frontier.values()) {
            if (!covered.contains(completion.write())) {
                missed.accept(read, completion);
                stale = true;
            }
        }
        return stale;
    }
}
