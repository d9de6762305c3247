package org.armature.node;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.protocol.Message;
import org.armature.protocol.ProtocolException;
import org.armature.storage.StoreKind;

/** The effects of the event under way, and what the shard has counted. */
final class Outbox {
    private static final int MAX_TOLD = 1_000;

    private final Map<Counter, Long> counts = new EnumMap<>(Counter.class);
    private final Set<String> told = new LinkedHashSet<>();
    private List<Effect> effects = new ArrayList<>();

    Outbox() {
        for (Counter counter : Counter.values()) {
            counts.put(counter, 0L);
        }
    }

    void add(Effect effect) {
        effects.add(effect);
    }

    void reply(ReplyTo to, Message message) {
        add(new Effect.Reply(to, message));
    }

    void fail(ReplyTo to, ErrorCode code, Message.Outcome outcome, String message) {
        reply(to, new Message.Failure(code, outcome, message));
    }

    void reject(ReplyTo to, ErrorCode code, String message) {
        count(Counter.REJECTED);
        fail(to, code, Message.Outcome.REJECTED, message);
    }

    void count(Counter counter) {
        counts.merge(counter, 1L, Long::sum);
    }

    void count(Counter counter, long more) {
        counts.merge(counter, more, Long::sum);
    }

    /** For counters that are gauges: what there is now. */
    void gauge(Counter counter, long value) {
        counts.put(counter, value);
    }

    /** For counters that keep the most there ever was. */
    void highest(Counter counter, long value) {
        counts.merge(counter, value, Math::max);
    }

    /** Something stored can't be read any more. */
    void damaged(Located at, StoreKind kind, Bytes stored, ProtocolException damage) {
        count(Counter.RECORDS_CORRUPT);
        add(new Effect.SetAside(at.table().name(), kind, at.partition(), at.storeKey(), stored, damage.getMessage()));
        noticeOnce(at.toString(), damage.code(), at + ": " + damage.getMessage());
    }

    /** @param about what was told of before is not told of again, as far as is remembered */
    void noticeOnce(String about, ErrorCode code, String message) {
        if (told.size() == MAX_TOLD) {
            told.clear();
        }
        if (told.add(code + about)) {
            add(new Effect.Notice(code, message));
        }
    }

    Map<Counter, Long> counts() {
        return new EnumMap<>(counts);
    }

    List<Effect> drain() {
        List<Effect> drained = effects;
        effects = new ArrayList<>();
        return drained;
    }
}
