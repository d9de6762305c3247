package org.armature.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.TableName;
import org.armature.storage.load.EngineAdvice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which advice is worth a warning: strong, and the same for ten minutes. It is logged once, and stands among the
 * warnings for as long as it holds. Thread-safe.
 */
final class AdviceWatch {
    static final Duration LASTING = Duration.ofMinutes(10);
    private static final Logger LOG = LoggerFactory.getLogger(AdviceWatch.class);

    /** @param said whether it was logged */
    private record Held(EngineAdvice advice, long sinceNanos, boolean said) {}

    private final SortedMap<TableName, Held> held = new TreeMap<>();

    /**
     * @param given of each table, if there is any now
     * @param nowNanos monotonic
     */
    synchronized void look(SortedMap<TableName, EngineAdvice> given, long nowNanos) {
        SortedMap<TableName, Held> before = new TreeMap<>(held);
        held.clear();
        given.forEach((table, advice) -> {
            if (advice.strong()) {
                held.put(table, held(table, advice, Optional.ofNullable(before.get(table)), nowNanos));
            }
        });
    }

    private static Held held(TableName table, EngineAdvice advice, Optional<Held> before, long nowNanos) {
        Optional<Held> same = before.filter(h -> h.advice().engine().equals(advice.engine()));
        long since = same.map(Held::sinceNanos).orElse(nowNanos);
        boolean lasts = nowNanos - since >= LASTING.toNanos();
        boolean said = same.map(Held::said).orElse(false);
        if (lasts && !said) {
            LOG.warn(
                    "another engine is advised table={} engine={} reason=\"{}\"",
                    table,
                    advice.engine(),
                    advice.text());
        }
        return new Held(advice, since, said || lasts);
    }

    /** One for each table at most. */
    synchronized List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (Held each : held.values()) {
            if (each.said()) {
                warnings.add(each.advice().text());
            }
        }
        return warnings;
    }
}
