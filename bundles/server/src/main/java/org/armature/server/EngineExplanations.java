package org.armature.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.armature.config.TableConfig;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.ChoiceMessage;
import org.armature.protocol.Message;
import org.armature.storage.AccessPattern;
import org.armature.storage.Durability;
import org.armature.storage.EngineChoice;
import org.armature.storage.load.EngineAdvice;
import org.armature.storage.load.LoadReport;
import org.armature.storage.load.LoadWindow;
import org.armature.storage.load.Operation;
import org.armature.storage.load.TableLoad;

/** Why each table has the engine it has, what it does to it, and whether another one would suit better. Thread-safe. */
final class EngineExplanations {
    private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final NodeId node;
    private final EngineBindings bindings;
    private final MeasuredLoads loads;
    private final AdviceWatch watch = new AdviceWatch();
    private long lookedNanos = System.nanoTime();

    EngineExplanations(NodeId node, EngineBindings bindings, MeasuredLoads loads) {
        this.node = node;
        this.bindings = bindings;
        this.loads = loads;
    }

    /** Looks for advice, once a minute at most. */
    synchronized void look() {
        long now = System.nanoTime();
        if (now - lookedNanos < PAUSE_NANOS) {
            return;
        }
        lookedNanos = now;
        SortedMap<TableName, EngineAdvice> given = new TreeMap<>();
        loads.all().forEach((table, load) -> bindings.choice(table)
                .flatMap(choice -> evidence(choice, load))
                .flatMap(EngineAdvice::of)
                .ifPresent(advice -> given.put(table, advice)));
        watch.look(given, now);
    }

    /** Strong advice that lasts. */
    List<String> warnings() {
        return watch.warnings();
    }

    Message explain(ChoiceMessage.ExplainAsked asked) {
        return bindings.choice(asked.table())
                .map(this::explain)
                .orElseGet(() -> new Message.Failure(
                        ErrorCode.NO_SUCH_TABLE,
                        Message.Outcome.REJECTED,
                        "there is no table " + asked.table() + " here; tables are " + bindings.tableNames()));
    }

    private Message explain(TableChoice of) {
        TableName table = of.table().name();
        LoadReport load = loads.all().getOrDefault(table, LoadReport.NOTHING);
        Optional<EngineAdvice.Evidence> evidence = evidence(of, load);
        Optional<EngineAdvice> advice = evidence.flatMap(EngineAdvice::of);
        return new ChoiceMessage.Explained(
                node,
                table,
                declared(of.table()),
                of.serving().orElse(""),
                of.choice().reason(),
                bindings.problem(table).orElse(""),
                of.choice().verdicts().stream()
                        .map(EngineExplanations::considered)
                        .toList(),
                load(load.life()),
                load(load.recent()),
                advice.map(given -> new ChoiceMessage.Advice(given.engine(), given.strong(), given.text())),
                advice.isPresent() ? "" : evidence.map(EngineAdvice::silence).orElse(""));
    }

    /** Empty if no engine keeps the table. */
    private static Optional<EngineAdvice.Evidence> evidence(TableChoice of, LoadReport load) {
        List<EngineChoice.Candidate> present = of.choice().verdicts().stream()
                .map(EngineChoice.Verdict::candidate)
                .toList();
        return of.serving()
                .flatMap(engine ->
                        present.stream().filter(c -> c.name().equals(engine)).findFirst())
                .map(engine -> new EngineAdvice.Evidence(
                        of.table().name().toString(),
                        declared(of.table()),
                        engine,
                        of.table().durability(),
                        present,
                        load.recent()));
    }

    private static String declared(TableConfig table) {
        return table.engine().declared() + " with durability "
                + table.durability().text();
    }

    private static ChoiceMessage.Considered considered(EngineChoice.Verdict verdict) {
        EngineChoice.Candidate engine = verdict.candidate();
        return new ChoiceMessage.Considered(
                engine.name(),
                verdict.taken(),
                verdict.why(),
                engine.profile().suitedFromBytes(),
                engine.profile().suitedToBytes(),
                engine.stack().maxRecordBytes(),
                engine.stack().durabilities().stream().map(Durability::text).toList(),
                engine.profile().accesses().stream().map(AccessPattern::text).toList(),
                engine.profile().suits());
    }

    private static ChoiceMessage.Load load(LoadWindow window) {
        List<ChoiceMessage.SizeClass> sizes = new ArrayList<>();
        window.sizes()
                .forEach((number, least, greatest, count) ->
                        sizes.add(new ChoiceMessage.SizeClass(least, greatest, count)));
        return new ChoiceMessage.Load(
                window.count(Operation.GET),
                window.count(Operation.PUT),
                window.count(Operation.DELETE),
                window.count(Operation.SCAN),
                window.slices() * TableLoad.SLICE_SECONDS,
                TableLoad.SLICE_SECONDS,
                window.busiestSlice(),
                sizes);
    }
}
