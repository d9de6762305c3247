package org.armature.transport;

import java.time.Duration;

/**
 * What a connection may cost.
 *
 * @param maxFrameBytes longest body of a frame, checked before anything is allocated for it
 * @param highWaterBytes waiting to be written, above which a send is refused
 * @param lowWaterBytes waiting to be written, at which sends are taken again
 * @param handshakeTimeout from the TCP connection to the end of the handshake
 * @param maxConnections open at once on one listener
 */
public record TransportLimits(
        int maxFrameBytes, int highWaterBytes, int lowWaterBytes, Duration handshakeTimeout, int maxConnections) {
    public static final TransportLimits DEFAULT =
            new TransportLimits(20 << 20, 8 << 20, 4 << 20, Duration.ofSeconds(5), 4_096);

    public TransportLimits {
        if (maxFrameBytes < 1 || maxConnections < 1 || handshakeTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("maxFrameBytes=" + maxFrameBytes + ", maxConnections=" + maxConnections
                    + ", handshakeTimeout=" + handshakeTimeout + " must be 1 (ms) or more");
        }
        if (lowWaterBytes < 0 || lowWaterBytes > highWaterBytes) {
            throw new IllegalArgumentException(
                    "lowWaterBytes=" + lowWaterBytes + ", must be in 0..highWaterBytes=" + highWaterBytes);
        }
    }
}
