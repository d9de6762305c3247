package org.armature.node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.protocol.ReapingMessage;
import org.armature.protocol.RepairMessage.KeyedHash;

/**
 * Removes what is deleted from a partition, of keys whose first owner this node is. It looks what there is; asks the other owners
 * whether they hold the same; has every member of the ring, up or down, confirm that nothing of earlier epochs is on its way;
 * then that each goes by the new one; and then the owners remove. Whatever does not answer is asked again, and named meanwhile.
 */
final class ReapRound {
    private static final int MOST_KEYS = 256;
    private static final long RETRY_MILLIS = 1_000;

    /** Who gives rounds their turns. */
    interface Leader {
        /** Whether there is room for one more round that waits. */
        boolean mayWait();

        /**
         * The round has nothing to do for now.
         *
         * @param goOn run once, after so long or later
         */
        void waits(long millis, Runnable goOn);

        /**
         * Told once.
         *
         * @param removed keys
         * @param pruned keys whose vectors are shorter
         * @param left whether something is left that should go as well
         * @param nextMillis wall time when the next thing can go; empty if nothing will by itself
         */
        void ended(long removed, long pruned, boolean left, OptionalLong nextMillis);
    }

    /** The part of the candidates that one node is asked about at once. */
    private record Batch(NodeId node, List<DeadScan.Candidate> candidates) {}

    private final Workbench bench;
    private final ReapingAnswers own;
    private final Suspects suspects;
    private final int partition;
    private final int maxEntries;
    private final Leader leader;
    private long ringEpoch;
    private List<DeadScan.Candidate> candidates = List.of();
    private boolean left;
    private OptionalLong nextMillis = OptionalLong.empty();
    private long epoch;
    private String cause = "";

    ReapRound(Workbench bench, ReapingAnswers own, Suspects suspects, int partition, int maxEntries, Leader leader) {
        this.suspects = suspects;
        this.bench = bench;
        this.own = own;
        this.partition = partition;
        this.maxEntries = maxEntries;
        this.leader = leader;
    }

    /** Why it does not go on, or has ended without; empty if it does. */
    String cause() {
        return cause;
    }

    int open() {
        return candidates.size();
    }

    /** What stops it before it has begun stops all others of the ring, too: it does not make room for them. */
    void start() {
        Optional<String> obstacle = obstacle();
        if (obstacle.isPresent()) {
            cause = obstacle.get();
            bench.calls().at(bench.time().in(RETRY_MILLIS), this::start);
            return;
        }
        ringEpoch = bench.view().epoch();
        DeadScan.Ending scanned = new DeadScan.Ending() {
            @Override
            public void found(List<DeadScan.Candidate> found, boolean more, OptionalLong next) {
                cause = "";
                candidates = found;
                left = more;
                nextMillis = next;
                compare();
            }

            @Override
            public void failed(String why) {
                retry(why, ReapRound.this::start);
            }
        };
        new DeadScan(bench, suspects, partition, maxEntries, scanned).start();
    }

    /** One that is unreachable would only be waited for. */
    private Optional<String> obstacle() {
        if (!bench.view().stands()) {
            return Optional.of("places move to other nodes");
        }
        return members().stream()
                .filter(member -> !bench.view().reachable().contains(member))
                .findFirst()
                .map(ReapRound::waitsWhileDown);
    }

    private static String waitsWhileDown(NodeId member) {
        return "waits for " + member + ", which is down";
    }

    private static String waitsFor(NodeId member, String why) {
        return "waits for " + member + ": " + why;
    }

    /** @param failed told what is waited for, for people */
    private <M extends Message> void ask(
            NodeId member, Message question, Class<M> answerType, Consumer<M> answered, Consumer<String> failed) {
        if (bench.view().reachable().contains(member)) {
            bench.ask(member, question, answerType, answered, none -> failed.accept(waitsFor(member, saidBy(none))));
        } else {
            failed.accept(waitsWhileDown(member));
        }
    }

    /** The code of an answer that only means "not now" tells nobody anything. */
    private static String saidBy(NoAnswer none) {
        return none.code()
                .filter(code -> code != ErrorCode.WRONG_EPOCH)
                .map(code -> code + " " + none.why())
                .orElse(none.why());
    }

    private SortedSet<NodeId> members() {
        return new TreeSet<>(bench.view().ownership().state().members().keySet());
    }

    /** If who owns what changes meanwhile, what was compared says nothing any more. */
    private void retry(String why, Runnable step) {
        cause = why;
        if (!leader.mayWait()) {
            end(0, 0, true);
            return;
        }
        leader.waits(RETRY_MILLIS, () -> {
            if (bench.view().stands() && bench.view().epoch() == ringEpoch) {
                step.run();
            } else {
                cause = "";
                end(0, 0, true);
            }
        });
    }

    private void end(long removed, long pruned, boolean more) {
        candidates = List.of();
        leader.ended(removed, pruned, more, nextMillis);
    }

    // ---- do all owners hold the same?

    private void compare() {
        if (candidates.isEmpty()) {
            end(0, 0, left);
            return;
        }
        Map<DeadScan.Candidate, Integer> agreed = new LinkedHashMap<>();
        inBatches(
                (batch, answered) -> {
                    DeadScan.Candidate first = batch.candidates().get(0);
                    ReapingMessage.HeldAsked question = new ReapingMessage.HeldAsked(
                            first.at().table().name(),
                            partition,
                            ringEpoch,
                            batch.candidates().stream()
                                    .map(each -> new KeyedHash(
                                            each.at().key(), each.reaping().hash()))
                                    .toList());
                    Consumer<List<Integer>> told = numbers -> {
                        chosen(batch, numbers).forEach(each -> agreed.merge(each, 1, Integer::sum));
                        answered.accept("");
                    };
                    if (batch.node().equals(bench.view().self())) {
                        own.held(question, told, why -> answered.accept(waitsFor(batch.node(), why)));
                    } else {
                        ask(
                                batch.node(),
                                question,
                                ReapingMessage.HeldAlike.class,
                                alike -> told.accept(alike.numbers()),
                                answered);
                    }
                },
                why -> {
                    if (!why.isEmpty()) {
                        retry(why, this::compare);
                        return;
                    }
                    List<DeadScan.Candidate> all = candidates.stream()
                            .filter(each -> agreed.getOrDefault(each, 0)
                                    == bench.view()
                                            .preferenceList(each.at())
                                            .owners()
                                            .size())
                            .toList();
                    cause = "";
                    left |= all.size() < candidates.size();
                    candidates = all;
                    raise();
                });
    }

    private static List<DeadScan.Candidate> chosen(Batch batch, List<Integer> numbers) {
        return numbers.stream()
                .filter(number -> number >= 0 && number < batch.candidates().size())
                .map(batch.candidates()::get)
                .toList();
    }

    private interface Step {
        /** @param answered told once, why it was not done; empty if it was */
        void ask(Batch batch, Consumer<String> answered);
    }

    /**
     * Each owner about its keys, all at once, so that they do not differ for longer than need be.
     *
     * @param done told once, why something was not done; empty if all was
     */
    private void inBatches(Step step, Consumer<String> done) {
        Map<String, Batch> batches = new TreeMap<>();
        for (DeadScan.Candidate each : candidates) {
            for (NodeId owner : bench.view().preferenceList(each.at()).owners()) {
                String of = owner + " " + each.at().table().name();
                batches.computeIfAbsent(of, first -> new Batch(owner, new ArrayList<>()))
                        .candidates()
                        .add(each);
            }
        }
        List<Batch> parts = new ArrayList<>();
        for (Batch batch : batches.values()) {
            for (int from = 0; from < batch.candidates().size(); from += MOST_KEYS) {
                int to = Math.min(batch.candidates().size(), from + MOST_KEYS);
                parts.add(new Batch(batch.node(), List.copyOf(batch.candidates().subList(from, to))));
            }
        }
        Awaited awaited = new Awaited(parts.size(), done);
        parts.forEach(part -> step.ask(part, awaited::answered));
    }

    /** Waits for so many answers. */
    private static final class Awaited {
        private final Consumer<String> done;
        private final SortedSet<String> causes = new TreeSet<>();
        private int open;

        Awaited(int open, Consumer<String> done) {
            this.open = open;
            this.done = done;
        }

        void answered(String why) {
            open--;
            if (!why.isEmpty()) {
                causes.add(why);
            }
            if (open == 0) {
                done.accept(String.join("; ", causes));
            }
        }
    }

    // ---- is anything earlier on its way?

    private void raise() {
        if (candidates.isEmpty()) {
            end(0, 0, left);
            return;
        }
        epoch = bench.epochs().raised(partition) + 1;
        askAll(bench.epochs().settled(partition), () -> askAll(epoch, this::remove));
    }

    private void askAll(long settled, Runnable then) {
        ReapingMessage.RaiseEpoch question = new ReapingMessage.RaiseEpoch(partition, ringEpoch, epoch, settled);
        SortedSet<NodeId> members = members();
        Awaited awaited = new Awaited(members.size(), causes -> {
            if (causes.isEmpty()) {
                cause = "";
                then.run();
            } else {
                retry(causes, () -> askAll(settled, then));
            }
        });
        BiConsumer<NodeId, String> answered =
                (member, why) -> awaited.answered(why.isEmpty() ? "" : waitsFor(member, why));
        for (NodeId member : members) {
            if (member.equals(bench.view().self())) {
                own.raise(question, why -> answered.accept(member, why));
            } else {
                ask(
                        member,
                        question,
                        ReapingMessage.EpochRaised.class,
                        raised -> answered.accept(member, raised.waitsFor()),
                        awaited::answered);
            }
        }
    }

    // ---- removal

    private void remove() {
        Map<DeadScan.Candidate, Integer> done = new LinkedHashMap<>();
        inBatches(
                (batch, answered) -> {
                    DeadScan.Candidate first = batch.candidates().get(0);
                    ReapingMessage.Reap reap = new ReapingMessage.Reap(
                            first.at().table().name(),
                            partition,
                            ringEpoch,
                            epoch,
                            batch.candidates().stream()
                                    .map(DeadScan.Candidate::reaping)
                                    .toList());
                    Consumer<List<Integer>> told = numbers -> {
                        chosen(batch, numbers).forEach(each -> done.merge(each, 1, Integer::sum));
                        answered.accept("");
                    };
                    if (batch.node().equals(bench.view().self())) {
                        own.reap(reap, told, answered);
                    } else {
                        ask(
                                batch.node(),
                                reap,
                                ReapingMessage.Reaped.class,
                                reaped -> told.accept(reaped.numbers()),
                                answered);
                    }
                },
                why -> removed(done, why));
    }

    /** What was not removed by all owners is given back by those who have it, and goes in another round. */
    private void removed(Map<DeadScan.Candidate, Integer> done, String why) {
        List<DeadScan.Candidate> complete = candidates.stream()
                .filter(each -> done.getOrDefault(each, 0)
                        == bench.view().preferenceList(each.at()).owners().size())
                .toList();
        long removals =
                complete.stream().filter(each -> each.reaping().isRemoval()).count();
        end(removals, complete.size() - removals, left || complete.size() < candidates.size() || !why.isEmpty());
    }
}
