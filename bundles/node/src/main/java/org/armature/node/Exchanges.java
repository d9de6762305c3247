package org.armature.node;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.replication.TableSpec;

/**
 * Has every partition of this shard compared with every other owner again and again, a few at a time. Of two owners one begins:
 * the first by name for partitions of even numbers, the other for the rest; and whoever has reason to doubt its own copies.
 */
final class Exchanges {
    private static final long RETRY_MILLIS = 2_000;

    /** After a node has come back, hints are delivered to it first. */
    private static final long RETURN_MILLIS = 10_000;

    /** Most of the time that keys which differ take is waiting for writes under way to arrive. */
    private static final int PARALLEL = 8;

    private record PairName(TableName table, int partition, NodeId peer) implements Comparable<PairName> {
        private static final Comparator<PairName> ORDER = Comparator.comparing(PairName::table)
                .thenComparingInt(PairName::partition)
                .thenComparing(PairName::peer);

        TreeName place() {
            return new TreeName(table, partition);
        }

        @Override
        public int compareTo(PairName other) {
            return ORDER.compare(this, other);
        }
    }

    private static final class Pair {
        private long dueNanos;
        private long retryNanos;
        private long comparedNanos;
        private long compared;
        private long differing;
        private long allDiffering;
        private long repaired;
        private String cause = "";
        private BitSet unlike = new BitSet();
    }

    /** A repair on demand: the pairs it still waits for, and those it has done. */
    private static final class Order {
        private final Event.RepairAsked asked;
        private final Set<PairName> open = new LinkedHashSet<>();
        private final Set<PairName> done = new LinkedHashSet<>();
        private ExchangeResult result = ExchangeResult.NOTHING;

        Order(Event.RepairAsked asked) {
            this.asked = asked;
        }

        /** @param pairs that there are, in a ring that stands */
        void attend(Set<PairName> pairs) {
            open.clear();
            for (PairName name : pairs) {
                boolean isNamed = name.table().equals(asked.table())
                        && (asked.partition().isEmpty() || asked.partition().getAsInt() == name.partition());
                if (isNamed && !done.contains(name)) {
                    open.add(name);
                }
            }
        }
    }

    private final Workbench bench;
    private final Trees trees;
    private final LeafReads reads;
    private final Doubts doubts;
    private final ExchangeSettings settings;
    private final int shard;
    private final int shards;
    private final SortedMap<PairName, Pair> pairs = new TreeMap<>();
    private final Map<Long, Order> orders = new LinkedHashMap<>();
    private final Set<TreeName> running = new LinkedHashSet<>();
    private boolean asks;
    private long wakesAtNanos = Long.MAX_VALUE;

    Exchanges(Workbench bench, Trees trees, LeafReads reads, Doubts doubts, ShardSettings settings) {
        this.bench = bench;
        this.trees = trees;
        this.reads = reads;
        this.doubts = doubts;
        this.settings = settings.exchanges();
        this.shard = settings.index();
        this.shards = settings.shards();
    }

    // ---- what is to be compared

    /** Stores can be read, the ring has changed, or the tables have. While places move, all waits. */
    void look() {
        if (!bench.view().stands()) {
            return;
        }
        SortedMap<PairName, Pair> before = new TreeMap<>(pairs);
        pairs.clear();
        for (TableSpec table : bench.view().tables()) {
            for (int partition = shard; partition < bench.view().partitions(); partition += shards) {
                collect(table, partition, before);
            }
        }
        orders.values().forEach(order -> order.attend(pairs.keySet()));
        endOrders();
        goOn();
    }

    private void collect(TableSpec table, int partition, SortedMap<PairName, Pair> before) {
        Set<NodeId> others = others(table, partition);
        if (others.isEmpty()) {
            doubts.ownedAlone(new TreeName(table.name(), partition));
        }
        boolean isDoubtful = doubts.contains(new TreeName(table.name(), partition));
        for (NodeId other : others) {
            if (isDoubtful || begins(partition, other)) {
                PairName name = new PairName(table.name(), partition, other);
                Pair pair = Optional.ofNullable(before.get(name)).orElseGet(() -> first(partition));
                if (isDoubtful) {
                    pair.dueNanos = Math.min(pair.dueNanos, bench.time().monoNanos());
                }
                pairs.put(name, pair);
            }
        }
    }

    private Set<NodeId> others(TableSpec table, int partition) {
        Set<NodeId> others = new LinkedHashSet<>();
        for (List<NodeId> owners : bench.view().ownership().destination().ownersWithin(partition, table.n())) {
            if (owners.contains(bench.view().self())) {
                others.addAll(owners);
            }
        }
        others.remove(bench.view().self());
        return others;
    }

    /** Whether it is this node that begins, and not the other one. */
    private boolean begins(int partition, NodeId other) {
        int order = bench.view().self().compareTo(other);
        return partition % 2 == 0 ? order < 0 : order > 0;
    }

    private boolean isDoubtful(PairName name) {
        return doubts.contains(name.place());
    }

    /** Partition after partition over one interval. */
    private Pair first(int partition) {
        Pair pair = new Pair();
        long spread = settings.intervalMillis() * partition / bench.view().partitions();
        pair.dueNanos =
                settings.intervalMillis() == 0 ? Long.MAX_VALUE : bench.time().in(spread);
        return pair;
    }

    /** What it has missed and nobody kept for it is found soon. */
    void peerUp(NodeId peer) {
        long soon = bench.time().in(RETURN_MILLIS);
        pairs.forEach((name, pair) -> {
            if (name.peer().equals(peer) && settings.intervalMillis() > 0) {
                pair.dueNanos = Math.min(pair.dueNanos, soon);
            }
        });
        goOn();
    }

    // ---- on demand

    void on(Event.RepairAsked asked) {
        Order order = new Order(asked);
        orders.put(asked.order(), order);
        if (bench.view().stands()) {
            order.attend(pairs.keySet());
            endOrders();
            goOn();
        }
    }

    void on(Event.RepairStopped stopped) {
        Order order = orders.remove(stopped.order());
        if (order != null) {
            bench.outbox().add(new Effect.RepairEnded(stopped.order(), report(order, true)));
        }
    }

    /** In a ring that stands: else it is not known what there is to be done. */
    private void endOrders() {
        if (!bench.view().stands()) {
            return;
        }
        for (Map.Entry<Long, Order> order : List.copyOf(orders.entrySet())) {
            if (order.getValue().open.isEmpty()) {
                orders.remove(order.getKey());
                bench.outbox().add(new Effect.RepairEnded(order.getKey(), report(order.getValue(), false)));
            }
        }
    }

    /** Empty if there is no such order, or it has ended. */
    Optional<RepairReport> report(long order) {
        return Optional.ofNullable(orders.get(order)).map(found -> report(found, false));
    }

    private RepairReport report(Order order, boolean stopped) {
        Set<String> causes = new LinkedHashSet<>();
        if (!bench.view().stands()) {
            causes.add("places move to other nodes: it goes on when the ring stands");
        }
        order.open.stream()
                .map(pairs::get)
                .filter(pair -> pair != null && !pair.cause.isEmpty())
                .forEach(pair -> causes.add(pair.cause));
        return new RepairReport(
                order.done.size(),
                order.done.size() + order.open.size(),
                order.result.differing(),
                order.result.repaired(),
                order.result.bytes(),
                order.result.examples(),
                causes.stream().findFirst().orElse(""),
                stopped);
    }

    // ---- a few at a time

    private void goOn() {
        if (asks || !mayStart()) {
            return;
        }
        if (next().isEmpty()) {
            rest();
            return;
        }
        asks = true;
        bench.slices().ask(Job.EXCHANGE, slice -> {
            asks = false;
            Optional<Consumer<Slice>> next = mayStart() ? next() : Optional.empty();
            next.ifPresentOrElse(begin -> begin.accept(slice), slice::end);
            goOn();
        });
    }

    private boolean mayStart() {
        return running.size() < PARALLEL && bench.view().stands();
    }

    private Optional<Consumer<Slice>> next() {
        long now = bench.time().monoNanos();
        return ofOrder(now).or(() -> ofSchedule(now));
    }

    private Optional<Consumer<Slice>> ofOrder(long now) {
        for (Map.Entry<Long, Order> order : orders.entrySet()) {
            Optional<PairName> name = next(order.getValue(), now);
            if (name.isPresent()) {
                boolean mends = order.getValue().asked.mends();
                return Optional.of(slice -> start(name.get(), mends, Optional.of(order.getKey()), slice));
            }
        }
        return Optional.empty();
    }

    /** Of a place with one other owner at a time: what the first brings need not come from the second, too. */
    private boolean isFree(PairName name) {
        return !running.contains(name.place());
    }

    private Optional<Consumer<Slice>> ofSchedule(long now) {
        return pairs.entrySet().stream()
                .filter(pair -> pair.getValue().dueNanos <= now && isFree(pair.getKey()))
                .min(Comparator.comparingLong(pair -> pair.getValue().dueNanos))
                .map(Map.Entry::getKey)
                .map(name -> slice -> start(name, true, Optional.empty(), slice));
    }

    /** A pair that could not be compared is tried again after a pause. */
    private Optional<PairName> next(Order order, long now) {
        return order.open.stream()
                .filter(this::isFree)
                .filter(name -> {
                    Pair pair = pairs.get(name);
                    return pair.cause.isEmpty() || pair.retryNanos <= now;
                })
                .findFirst();
    }

    private void rest() {
        long next = Long.MAX_VALUE;
        for (Map.Entry<PairName, Pair> pair : pairs.entrySet()) {
            if (isFree(pair.getKey())) {
                next = Math.min(next, pair.getValue().dueNanos);
            }
        }
        for (Order order : orders.values()) {
            for (PairName name : order.open) {
                next = isFree(name) ? Math.min(next, pairs.get(name).retryNanos) : next;
            }
        }
        wakeAt(next);
    }

    private void wakeAt(long nanos) {
        if (nanos < wakesAtNanos) {
            wakesAtNanos = nanos;
            bench.calls().at(nanos, this::wake);
        }
    }

    private void wake() {
        wakesAtNanos = Long.MAX_VALUE;
        goOn();
    }

    private void start(PairName name, boolean mends, Optional<Long> order, Slice slice) {
        TableSpec table = bench.view().table(name.table()).orElseThrow();
        Exchange exchange = new Exchange(
                bench,
                trees,
                reads,
                table,
                name.partition(),
                name.peer(),
                mends,
                pairs.get(name).unlike,
                new Exchange.Ending() {
                    @Override
                    public void compared(ExchangeResult result, BitSet unlike) {
                        Optional.ofNullable(pairs.get(name)).ifPresent(pair -> pair.unlike = unlike);
                        Exchanges.this.compared(name, result, mends, order);
                    }

                    @Override
                    public void failed(String why) {
                        Exchanges.this.failed(name, why);
                    }
                });
        running.add(name.place());
        exchange.start(slice);
    }

    private void compared(PairName name, ExchangeResult result, boolean mends, Optional<Long> number) {
        Pair pair = pairs.get(name);
        if (pair != null) {
            boolean wasDoubtful = isDoubtful(name);
            pair.cause = "";
            if (mends) {
                mended(name, pair, result);
            }
            if (!isDoubtful(name) && (wasDoubtful || !begins(name.partition(), name.peer()))) {
                pairs.keySet()
                        .removeIf(each -> each.place().equals(name.place()) && !begins(each.partition(), each.peer()));
                orders.values().forEach(order -> order.attend(pairs.keySet()));
            }
        }
        number.map(orders::get).ifPresent(order -> {
            order.open.remove(name);
            order.done.add(name);
            order.result = order.result.plus(result);
        });
        endOrders();
        ended(name);
    }

    /** One that only looked is none of these: what it found is as far from its repair as before. */
    private void mended(PairName name, Pair pair, ExchangeResult result) {
        bench.view()
                .table(name.table())
                .ifPresent(table -> doubts.compared(name.place(), name.peer(), others(table, name.partition())));
        pair.comparedNanos = bench.time().monoNanos();
        pair.compared++;
        pair.differing = result.differing();
        pair.allDiffering += result.differing();
        pair.repaired += result.repaired();
        pair.dueNanos =
                settings.intervalMillis() == 0 ? Long.MAX_VALUE : bench.time().in(settings.intervalMillis());
    }

    private void failed(PairName name, String why) {
        Pair pair = pairs.get(name);
        if (pair != null) {
            pair.cause = why;
            pair.retryNanos = bench.time().in(RETRY_MILLIS);
            pair.dueNanos = Math.max(pair.dueNanos, pair.retryNanos);
        }
        ended(name);
    }

    /** Not within what the ended one was told, so that they do not pile up. */
    private void ended(PairName name) {
        running.remove(name.place());
        bench.calls().at(bench.time().monoNanos(), this::goOn);
    }

    List<ExchangeReport> reports() {
        List<ExchangeReport> reports = new ArrayList<>();
        pairs.forEach((name, pair) -> reports.add(new ExchangeReport(
                name.table(),
                name.partition(),
                name.peer(),
                pair.comparedNanos,
                pair.compared,
                pair.differing,
                pair.allDiffering,
                pair.repaired,
                pair.cause)));
        return reports;
    }
}
