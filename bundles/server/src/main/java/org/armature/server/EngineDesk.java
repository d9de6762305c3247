package org.armature.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Supplier;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.EngineMessage;
import org.armature.protocol.EngineMessage.Engine;
import org.armature.protocol.EngineMessage.EngineRemoveAsked;
import org.armature.protocol.EngineMessage.EngineSwapAsked;
import org.armature.protocol.EngineMessage.EnginesAsked;
import org.armature.protocol.EngineMessage.EnginesReply;
import org.armature.protocol.EngineMessage.TablesAvoided;
import org.armature.protocol.EngineMessage.TurnAsked;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Failure;
import org.armature.protocol.Message.Outcome;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskAction;
import org.armature.protocol.OperatorMessage.TaskAsked;
import org.armature.protocol.OperatorMessage.TasksReply;
import org.armature.runtime.engine.EngineBundle;
import org.armature.runtime.engine.EngineBundles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where operators, other nodes and dropped jars are heard about the engines of this node. Thread-safe. */
final class EngineDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineDesk.class);
    private static final long ANSWER_SECONDS = 1;
    private static final Duration SERVICE_LIMIT = Duration.ofSeconds(10);

    private final NodeId self;
    private final EngineBundles bundles;
    private final EnginePresence presence;
    private final EngineBindings bindings;
    private final SwapTurns turns = new SwapTurns(System::nanoTime);
    private final Avoidances avoidances = new Avoidances();
    private final EngineComplaints complaints = new EngineComplaints();
    private final EngineSwaps swaps;
    private Optional<AutoCloseable> watch = Optional.empty();

    /** @param othersUp members but for this one */
    EngineDesk(
            NodeId self,
            EngineBundles bundles,
            EnginePresence presence,
            EngineBindings bindings,
            PeerQuestions questions,
            Supplier<? extends Collection<NodeId>> othersUp) {
        this.self = self;
        this.bundles = bundles;
        this.presence = presence;
        this.bindings = bindings;
        ClusterTurn turn = new ClusterTurn(
                self,
                turns,
                othersUp,
                (node, message) -> Optional.ofNullable(
                        questions.ask(List.of(node), message, ANSWER_SECONDS).get(node)));
        Quiet quiet = new Quiet(
                self, avoidances, othersUp, (nodes, message) -> questions.ask(nodes, message, ANSWER_SECONDS));
        this.swaps = new EngineSwaps(bundles, presence, bindings, turn, quiet, complaints, SERVICE_LIMIT);
    }

    /** Before the first request can come. */
    void serve(List<ShardLoop> loops) {
        presence.allServing().forEach(each -> swaps.sinceOf(each.engine().name()));
        avoidances.serve(loops);
    }

    /** From now on jars that are dropped are taken. */
    void watch() {
        EngineDrops drops = new EngineDrops(bundles, presence, swaps, complaints);
        watch = Optional.of(bundles.watch(drops::look));
    }

    List<String> warnings() {
        return complaints.all();
    }

    // ---- other nodes

    Message answer(NodeId asker, TurnAsked asked) {
        return turns.answer(asker, asked);
    }

    /** @param noted see {@link Avoidances#heed} */
    void heed(NodeId node, TablesAvoided avoided, Runnable noted) {
        avoidances.heed(node, avoided.tables(), Duration.ofMillis(avoided.millis()), noted);
    }

    // ---- operators

    /** May block for a bounded time. */
    Message answer(EngineMessage question) {
        if (question instanceof EnginesAsked) {
            return engines();
        }
        if (question instanceof EngineSwapAsked asked) {
            Path jar = bundles.directory().resolve(asked.file());
            return new TasksReply(List.of(
                    swaps.order(jar, asked.evenOlder(), Optional.empty()).task()));
        }
        if (question instanceof EngineRemoveAsked asked) {
            return remove(asked);
        }
        return new Failure(
                ErrorCode.NOT_ALLOWED_HERE,
                Outcome.REJECTED,
                question.getClass().getSimpleName() + " is not answered on this listener");
    }

    private EnginesReply engines() {
        List<Engine> engines = new ArrayList<>();
        for (EnginePresence.Present each : presence.allServing()) {
            String name = each.engine().name();
            engines.add(new Engine(
                    name,
                    each.origin().symbolicName(),
                    each.origin().version(),
                    bundle(each.origin())
                            .map(bundle -> bundle.file().getFileName().toString())
                            .orElse(""),
                    List.copyOf(bindings.tablesOf(name)),
                    bindings.environmentsOf(name),
                    swaps.sinceOf(name),
                    swaps.lastOf(name)));
        }
        return new EnginesReply(self, bundles.directory().toString(), engines, complaints.all());
    }

    private Optional<EngineBundle> bundle(EngineOrigin origin) {
        return bundles.running().stream()
                .filter(each -> each.id() == origin.bundle())
                .findFirst();
    }

    private Message remove(EngineRemoveAsked asked) {
        Optional<EngineOrigin> serving = presence.serving(asked.engine()).map(EnginePresence.Present::origin);
        Optional<EngineBundle> bundle = serving.flatMap(this::bundle);
        if (bundle.isEmpty()) {
            return new Failure(
                    ErrorCode.ENGINE_MISSING,
                    Outcome.REJECTED,
                    "there is no engine " + asked.engine() + " here; `armature engine list` shows those there are");
        }
        SortedSet<TableName> copies = bindings.copiesOf(asked.engine());
        if (!copies.isEmpty() && !asked.tablesWithoutEngine()) {
            return new Failure(
                    ErrorCode.ENGINE_NEEDED,
                    Outcome.REJECTED,
                    "engine " + asked.engine() + " has a copy of tables " + copies + " on " + self
                            + ", which are being moved, or can still be moved back. `armature engine migrations` shows"
                            + " them; --finish gives the former copy up. To do without it all the same, say"
                            + " --tables-without-engine");
        }
        SortedSet<TableName> tables = bindings.tablesOf(asked.engine());
        if (!tables.isEmpty() && !asked.tablesWithoutEngine()) {
            return new Failure(
                    ErrorCode.ENGINE_NEEDED,
                    Outcome.REJECTED,
                    "engine " + asked.engine() + " keeps tables " + tables + " on " + self
                            + ", which could not be served without it. If the node shall do without them, and others"
                            + " keep what it misses, say --tables-without-engine");
        }
        try {
            swaps.remove(bundle.get());
        } catch (IOException e) {
            return new Failure(
                    ErrorCode.ENGINE_REFUSED,
                    Outcome.UNKNOWN,
                    "engine " + asked.engine() + " was not removed: " + e.getMessage());
        }
        LOG.warn("engine removed engine={} bundle={} tables_without_engine={}", asked.engine(), bundle.get(), tables);
        return engines();
    }

    // ---- tasks

    List<Task> tasks() {
        return swaps.tasks();
    }

    /** @return empty if it is no task of engines */
    Optional<Message> task(TaskAsked asked) {
        return swaps.find(asked.id()).map(job -> {
            if (asked.action() == TaskAction.CANCEL && !job.hasEnded() && job.cancel()) {
                return new TasksReply(List.of(job.task()));
            }
            return new Failure(
                    ErrorCode.TASK_NOT_THAT_WAY,
                    Outcome.REJECTED,
                    "task " + asked.id()
                            + (job.hasEnded()
                                    ? " has ended"
                                    : " can be cancelled until the engine is being exchanged, and not be paused"));
        });
    }

    @Override
    public void close() {
        watch.ifPresent(EngineDesk::end);
        swaps.close();
        avoidances.close();
    }

    private static void end(AutoCloseable watch) {
        try {
            watch.close();
        } catch (Exception e) {
            LOG.warn("the directory of engines is still looked at", e);
        }
    }
}
