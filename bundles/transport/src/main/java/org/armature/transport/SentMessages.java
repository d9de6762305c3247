package org.armature.transport;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.armature.protocol.MessageType;

/** What connections have taken to be sent since the network was started, by kind; greetings are left out. Thread-safe. */
public final class SentMessages {
    private static final class Sum {
        private final LongAdder messages = new LongAdder();
        private final LongAdder bytes = new LongAdder();
    }

    /** @param bytes of whole frames, headers included */
    public record Count(long messages, long bytes) {}

    private final Map<MessageType, Sum> byType = new EnumMap<>(MessageType.class);

    SentMessages() {
        for (MessageType type : MessageType.values()) {
            byType.put(type, new Sum());
        }
    }

    void add(MessageType type, int frameBytes) {
        Sum sum = byType.get(type);
        sum.messages.increment();
        sum.bytes.add(frameBytes);
    }

    /** What was sent meanwhile may be in it or not. */
    public Count of(Predicate<MessageType> kind) {
        long messages = 0;
        long bytes = 0;
        for (Map.Entry<MessageType, Sum> each : byType.entrySet()) {
            if (kind.test(each.getKey())) {
                messages += each.getValue().messages.sum();
                bytes += each.getValue().bytes.sum();
            }
        }
        return new Count(messages, bytes);
    }
}
