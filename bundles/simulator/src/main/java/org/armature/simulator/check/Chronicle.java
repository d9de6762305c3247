package org.armature.simulator.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.armature.history.Attempt;
import org.armature.history.Fact;
import org.armature.history.ObjectName;
import org.armature.history.Outcome;
import org.armature.history.Wish;
import org.armature.history.judge.Finding;
import org.armature.history.judge.Judge;
import org.armature.history.judge.Verdict;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.Key;
import org.armature.model.TableName;
import org.armature.node.Counter;
import org.armature.node.Effect;
import org.armature.protocol.ClusterKey;
import org.armature.protocol.ContextSealer;
import org.armature.protocol.Message;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.RepairMessage;
import org.armature.replication.TableSpec;
import org.armature.simulator.disk.StoreName;
import org.armature.simulator.node.Comparison;
import org.armature.simulator.node.SimulatedNode;
import org.armature.simulator.node.WallClock;
import org.armature.simulator.node.Watcher;
import org.armature.simulator.workload.Asking;
import org.armature.simulator.workload.Book;
import org.armature.simulator.workload.Value;
import org.armature.simulator.world.Timeline;
import org.armature.simulator.world.Trace;
import org.armature.storage.StoreKey;

/** Everything that was asked, answered and stored in a run, told to the judge while it happens. */
public final class Chronicle implements Book, Watcher {
    private final Timeline timeline;
    private final Trace trace;
    private final Judge judge = new Judge();
    private final Texts texts = new Texts();
    private final List<Violation> violations = new ArrayList<>();
    private final ExpiryWatch expiries;
    private final Names names;
    private final ReapWatch reaped;
    private final ConditionWatch conditions;
    private final StoreWatch stores;
    private final ExchangeWatch exchanges;
    private final TreeWatch trees;
    private final ContextSealer sealer =
            new ContextSealer(List.of(new ClusterKey(1, Bytes.wrap(new byte[ClusterKey.SECRET_BYTES]))));
    private final Map<TableName, TableSpec> tables = new TreeMap<>();
    private final Map<String, Long> calls = new TreeMap<>();
    private final Map<Counter, Long> counters = new EnumMap<>(Counter.class);
    private final Map<String, Long> notices = new TreeMap<>();
    /** Noted at the end, when it is known what they have replaced. */
    private final List<Runnable> blindWrites = new ArrayList<>();

    private Consumer<Fact> listener = fact -> {};
    private long operations;
    private long excused;
    private long engineWrites;
    private long settledAt = Long.MAX_VALUE;

    public Chronicle(Timeline timeline, Trace trace) {
        this.timeline = timeline;
        this.trace = trace;
        this.expiries = new ExpiryWatch(timeline::now, violations::add);
        this.names = new Names(timeline::now, expiries, violations::add);
        this.exchanges = new ExchangeWatch(tables, violations::add);
        this.trees = new TreeWatch(violations::add);
        this.reaped = new ReapWatch(
                names, () -> WallClock.right(timeline.now()), expiries::clocksAreWrongBy, this::note, violations::add);
        Predicate<TableName> keepsSiblings = table -> !tables.get(table).lastWriteWins();
        this.conditions = new ConditionWatch(names, keepsSiblings, violations::add);
        this.stores =
                new StoreWatch(texts, names, reaped, conditions, trace, keepsSiblings, this::note, violations::add);
    }

    /** @param millis by how much the clock of any node has been wrong so far, at most */
    public void clocksAreWrongBy(LongSupplier millis) {
        expiries.clocksAreWrongBy(millis);
    }

    /** @param told of every fact, in order */
    public void tell(Consumer<Fact> told) {
        listener = told;
    }

    private void note(Fact fact) {
        listener.accept(fact);
        trace.say(() -> "fact " + fact);
        judge.accept(fact);
    }

    /** What the table promises is held against what it does. */
    public void table(TableSpec spec, Fact.Reconcile reconcile) {
        tables.put(spec.name(), spec);
        boolean forced = spec.durability() == org.armature.storage.Durability.DISK;
        note(new Fact.Table(0, spec.name().toString(), spec.n(), reconcile, forced, 0, 0));
    }

    // ---- what clients do

    @Override
    public Entry began(String client, Book.Kind kind, TableName table, Key key, Asked asked, long at) {
        long operation = ++operations;
        ObjectName object = texts.object(table, key);
        boolean blind = (kind == Book.Kind.DELETE && asked.seen().context().isNone())
                || asked.writing().condition() == Message.Condition.ABSENT;
        if (kind != Book.Kind.GET) {
            names.asked(asked.request(), asked.name());
            expiries.asked(asked.request(), asked.writing().ttl());
            conditions.asked(asked.request(), asked.writing());
            if (blind) {
                names.askedBlind(asked.request());
            }
        }
        return (ending, end) -> {
            Attempt.Builder attempt = attempt(client, operation, kind, object, asked, at)
                    .wish(wish(tables.get(table), kind, asked))
                    .passed(texts.vector(opened(table, key, asked.seen().context())));
            calls.merge(kind + " " + ending.kind(), 1L, Long::sum);
            end(attempt, ending, object, table, key, at, end);
            if (blind) {
                blindWrites.add(() -> noteBlindWrite(client, kind, object, asked, attempt, at));
            } else {
                note(attempt.seen(asked.seen().names()).build());
            }
        };
    }

    /** Its coordinators have read what it replaces, each for itself: they are noted as further attempts. */
    private void noteBlindWrite(
            String client, Book.Kind kind, ObjectName object, Asked asked, Attempt.Builder attempt, long begun) {
        note(attempt.build());
        for (Names.BlindWrite write : names.writtenBlindly(asked.request())) {
            note(attempt(client, ++operations, kind, object, asked, Math.max(begun, write.at()))
                    .seen(write.replaced())
                    .build());
        }
    }

    private static Attempt.Builder attempt(
            String client, long operation, Book.Kind kind, ObjectName object, Asked asked, long at) {
        return switch (kind) {
            case PUT ->
                Attempt.put(
                        client,
                        operation,
                        object,
                        at,
                        asked.name(),
                        asked.request().toString());
            case DELETE ->
                Attempt.delete(client, operation, object, at, asked.request().toString());
            case GET -> Attempt.get(client, operation, object, at);
        };
    }

    /** As table and request together have it. */
    private static Wish wish(TableSpec table, Book.Kind kind, Asked asked) {
        return kind == Book.Kind.GET ? wish(table.quorums(), asked.reading()) : wish(table.quorums(), asked.writing());
    }

    private static Wish wish(TableSpec.Quorums own, Message.ReadWish wish) {
        int owners = orElse(wish.pr(), own.pr());
        int answers = Math.max(orElse(wish.r(), own.r()), owners);
        boolean strict = wish.confirmed() || isStrict(wish.quorum(), own) || owners == answers;
        boolean meetsOthers = wish.confirmed() && answers + own.w() > own.n();
        return new Wish(strict, answers, wish.confirmed() ? own.w() : 0, meetsOthers, 0);
    }

    private static Wish wish(TableSpec.Quorums own, Message.WriteWish wish) {
        int owners = orElse(wish.pw(), own.pw());
        int copies = Math.max(
                Math.max(orElse(wish.w(), own.w()), owners), orElse(wish.distinctHosts(), own.distinctHosts()));
        boolean strict = wish.confirmed() || isStrict(wish.quorum(), own) || owners == copies;
        return new Wish(strict, own.r(), copies, wish.confirmed(), 0);
    }

    private static int orElse(int wished, int own) {
        return wished == 0 ? own : wished;
    }

    private static boolean isStrict(Message.QuorumKind wished, TableSpec.Quorums own) {
        return wished == Message.QuorumKind.STRICT || (wished == Message.QuorumKind.TABLE && own.strict());
    }

    private void end(
            Attempt.Builder attempt,
            Asking.Ending ending,
            ObjectName object,
            TableName table,
            Key key,
            long begun,
            long end) {
        Outcome outcome =
                switch (ending.kind()) {
                    case OK -> Outcome.OK;
                    case FAILED -> Outcome.FAILED;
                    case UNKNOWN -> Outcome.UNKNOWN;
                };
        Message answer = ending.answer().orElse(null);
        if (answer instanceof Message.PutReply reply) {
            // a deletion that found nothing has written nothing
            attempt.ended(end, reply.copies() == 0 ? Outcome.FAILED : outcome)
                    .copies(reply.copies(), reply.hinted())
                    .context(texts.vector(opened(table, key, reply.context())));
        } else if (answer instanceof Message.GetReply reply) {
            reply.versions().forEach(sibling -> {
                Optional<String> name = sibling.value().map(bytes -> name(object, bytes));
                expiries.shown(object, sibling, name, begun);
                if (sibling.expiresMillis() == 0) {
                    name.ifPresent(shown -> reaped.shown(object, shown, begun));
                }
            });
            attempt.ended(end, outcome)
                    .returned(shown(object, reply))
                    .context(texts.vector(opened(table, key, reply.context())));
        } else {
            attempt.ended(end, outcome);
        }
    }

    @Override
    public List<String> shown(TableName table, Key key, Message.GetReply reply) {
        return shown(texts.object(table, key), reply);
    }

    private List<String> shown(ObjectName object, Message.GetReply reply) {
        List<String> shown = new ArrayList<>();
        for (Message.Sibling sibling : reply.versions()) {
            if (sibling.isExpired()) {
                shown.addAll(expiries.names(object, sibling));
            } else {
                shown.add(
                        sibling.value().isPresent()
                                ? name(object, sibling.value().get())
                                : names.deletion(object, sibling.writtenBy(), sibling.writtenMillis()));
            }
        }
        return shown;
    }

    private String name(ObjectName object, Bytes bytes) {
        try {
            Value value = Value.decode(bytes);
            if (!value.table().toString().equals(object.table())) {
                violations.add(new Violation("I-15 OF_ANOTHER_TABLE", object + " shows " + value));
            }
            return value.name();
        } catch (IllegalArgumentException mixed) {
            violations.add(new Violation("I-2 DAMAGED", object + " shows " + mixed.getMessage()));
            return "damaged";
        }
    }

    private org.armature.model.VersionVector opened(TableName table, Key key, CausalContext context) {
        try {
            return sealer.open(table, key, context).vector();
        } catch (ProtocolException foreign) {
            throw new AssertionError("a node gave a context that can't be opened: " + foreign.getMessage(), foreign);
        }
    }

    // ---- what nodes do

    @Override
    public void wrote(
            SimulatedNode node,
            StoreName store,
            StoreKey key,
            Optional<Bytes> before,
            Optional<Bytes> after,
            boolean asPromised) {
        engineWrites++;
        stores.wrote(node, store, key, before, after, asPromised, timeline.now());
    }

    @Override
    public void forced(SimulatedNode node) {
        stores.forced(node, timeline.now());
    }

    @Override
    public void befell(SimulatedNode node, Fact.NodeEvent.What what) {
        note(new Fact.NodeEvent(timeline.now(), node.id().name(), what));
        if (what == Fact.NodeEvent.What.WIPED) {
            reaped.harmed(node);
            stores.survived(node, timeline.now());
        }
    }

    @Override
    public void notice(SimulatedNode node, Effect.Notice notice) {
        notices.merge("notice " + notice.code().name().toLowerCase(java.util.Locale.ROOT), 1L, Long::sum);
    }

    @Override
    public void reaped(SimulatedNode node, Effect.NoteReaped noted) {
        reaped.noted(node, texts.object(noted.table(), noted.key()), noted.writes());
    }

    @Override
    public void counted(SimulatedNode node, Map<Counter, Long> counts) {
        counts.forEach((counter, count) -> counters.merge(counter, count, Long::sum));
    }

    @Override
    public void broke(SimulatedNode node, Throwable cause) {
        violations.add(new Violation("CRASH", node + " broke: " + cause));
    }

    @Override
    public void compared(SimulatedNode node, Comparison comparison) {
        exchanges.compared(node, comparison);
        trees.compared(node, comparison);
    }

    /** What a node's hash trees say is held against what its disk has. */
    public void lookAtTrees(SimulatedNode node) {
        trees.look(node);
    }

    // ---- the end

    /** A last look at the copies follows. */
    public void settled(int rounds, int allowed) {
        settledAt = timeline.now();
        note(new Fact.Settled(settledAt, rounds, allowed));
    }

    void copy(Fact.Copy copy) {
        note(copy);
    }

    void hintsLeft(SimulatedNode node, long count) {
        note(new Fact.HintsLeft(timeline.now(), node.id().name(), count));
    }

    Texts texts() {
        return texts;
    }

    Names names() {
        return names;
    }

    Timeline timeline() {
        return timeline;
    }

    /**
     * Everything that was found wrong.
     *
     * @param clocksAgree whether no node's wall clock was ever wrong
     */
    public List<Violation> verdict(boolean clocksAgree) {
        blindWrites.forEach(Runnable::run);
        Promises promises = new Promises(names, reaped, settledAt, clocksAgree, tables);
        Verdict verdict = judge.verdict();
        for (Finding finding : verdict.findings()) {
            if (promises.doNotCover(finding)) {
                excused++;
            } else {
                violations.add(new Violation(
                        finding.invariant() + " " + finding.kind(),
                        finding.where() + " at " + finding.time() + ": " + finding.detail()));
            }
        }
        return violations;
    }

    public Map<String, Long> calls() {
        return calls;
    }

    /** How often a node has been asked a question of this kind by one that compares what both hold. */
    public long asked(Class<? extends RepairMessage.Request> kind) {
        return exchanges.asked(kind);
    }

    /** How many writes all engines have carried out so far. */
    public long engineWrites() {
        return engineWrites;
    }

    /** Entries of the longest version vector that any node has ever written. */
    public int longestVector() {
        return stores.longestVector();
    }

    /** How often data was removed for good, or a vector shortened, on whatever node. */
    public long reapings() {
        return reaped.changes();
    }

    /** What was counted besides, by name. */
    public Map<String, Long> points() {
        Map<String, Long> points = new TreeMap<>(notices);
        counters.forEach((counter, count) -> points.put(counter.figure(), count));
        points.putAll(exchanges.points());
        points.put("hash trees looked at", trees.looked());
        points.put("values shown that expire", expiries.shown());
        points.put("values shown as expired", expiries.shownExpired());
        points.put("conditional puts given a dot", conditions.minted());
        points.put("second dots that were not recognised", excused);
        return points;
    }
}
