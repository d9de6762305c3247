package org.armature.transport;

import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The {@link LateFlush} of each network thread. */
final class LateFlushes {
    private final Map<EventLoop, LateFlush> byLoop = new ConcurrentHashMap<>();

    LateFlush of(EventLoop loop) {
        return byLoop.computeIfAbsent(loop, LateFlush::new);
    }
}
