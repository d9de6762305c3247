package org.armature.client.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.armature.client.observe.AttemptEnded;
import org.armature.client.observe.AttemptOutcome;
import org.armature.client.observe.AttemptRole;
import org.armature.client.observe.ClientObserver;
import org.armature.client.observe.Connections;
import org.armature.client.observe.OperationBegun;
import org.armature.client.observe.OperationEnded;

/**
 * The metrics of one client:
 *
 * <pre>{@code
 * ArmatureClient.builder().node("n1.example:7101").observer(new ClientMetrics(registry)).build();
 * }</pre>
 *
 * <p>What each means is in {@code docs/client.md}. Their number is bounded by that of tables, nodes and outcomes: keys are
 * in none of them. Thread-safe.
 */
public final class ClientMetrics implements ClientObserver<OperationBegun> {
    private static final String PREFIX = "armature.client.";

    private final MeterRegistry registry;
    private final Tags common;
    /** By name and tags, since a registry looks for a meter by making its name anew. */
    private final Map<List<Object>, Meter> meters = new ConcurrentHashMap<>();

    private final List<Gauge> gauges = new CopyOnWriteArrayList<>();

    /** Of the only client whose metrics go to that registry. */
    public ClientMetrics(MeterRegistry registry) {
        this(registry, Tags.empty());
    }

    /**
     * Of one client among several.
     *
     * @param common tags of all these metrics, by which the clients are told from each other
     */
    public ClientMetrics(MeterRegistry registry, Tags common) {
        this.registry = registry;
        this.common = common;
    }

    @Override
    public OperationBegun begun(OperationBegun operation) {
        return operation;
    }

    @Override
    public void attempted(OperationBegun operation, AttemptEnded attempt) {
        attempts(operation, attempt).record(attempt.nanos(), TimeUnit.NANOSECONDS);
        if (attempt.role() == AttemptRole.HEDGE) {
            hedges(operation, attempt.outcome() == AttemptOutcome.ANSWERED).increment();
        } else if (attempt.role() == AttemptRole.RETRY) {
            retries(operation).increment();
        }
    }

    @Override
    public void found(OperationBegun operation, int siblings) {
        siblings(operation).record(siblings);
    }

    @Override
    public void ended(OperationBegun operation, OperationEnded end) {
        requests(operation, end).record(end.nanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void clientOpened(Connections connections) {
        gauges.add(connections(connections, "up", Connections::up));
        gauges.add(connections(connections, "down", Connections::down));
    }

    /** The gauges go; what was counted stays. */
    @Override
    public void clientClosed() {
        gauges.forEach(registry::remove);
        gauges.clear();
    }

    private Timer requests(OperationBegun operation, OperationEnded end) {
        return (Timer) meters.computeIfAbsent(
                List.of("requests", operation.table(), operation.kind(), end.outcome()),
                key -> Timer.builder(PREFIX + "requests")
                        .description("operations, from their call to their end")
                        .tags(tags(operation))
                        .tag("outcome", text(end.outcome()))
                        .register(registry));
    }

    private Timer attempts(OperationBegun operation, AttemptEnded attempt) {
        return (Timer) meters.computeIfAbsent(
                List.of("attempts", operation.table(), operation.kind(), attempt.node(), attempt.outcome()),
                key -> Timer.builder(PREFIX + "attempts")
                        .description("requests to nodes, from their sending to their answer or their end without one")
                        .tags(tags(operation))
                        .tag("node", attempt.node().name())
                        .tag("outcome", text(attempt.outcome()))
                        .register(registry));
    }

    private Counter hedges(OperationBegun operation, boolean won) {
        return (Counter) meters.computeIfAbsent(
                List.of("hedges", operation.table(), operation.kind(), won), key -> Counter.builder(PREFIX + "hedges")
                        .description("gets also asked of a second node, by whether that one answered first")
                        .tags(tags(operation))
                        .tag("won", String.valueOf(won))
                        .register(registry));
    }

    private Counter retries(OperationBegun operation) {
        return (Counter) meters.computeIfAbsent(
                List.of("retries", operation.table(), operation.kind()), key -> Counter.builder(PREFIX + "retries")
                        .description(
                                "requests sent again, after a failure or the end of a node's share of the deadline")
                        .tags(tags(operation))
                        .register(registry));
    }

    private DistributionSummary siblings(OperationBegun operation) {
        return (DistributionSummary) meters.computeIfAbsent(
                List.of("siblings", operation.table()), key -> DistributionSummary.builder(PREFIX + "siblings")
                        .description("versions that a get found, deletions included")
                        .tags(common)
                        .tag("table", operation.table().toString())
                        .register(registry));
    }

    private Gauge connections(Connections connections, String state, ToDoubleFunction<Connections> count) {
        return Gauge.builder(PREFIX + "connections", connections, count)
                .description("nodes the client was given, by whether they are connected")
                .tags(common)
                .tag("state", state)
                .register(registry);
    }

    private Tags tags(OperationBegun operation) {
        return common.and("table", operation.table().toString(), "operation", text(operation.kind()));
    }

    private static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
