package org.armature.node;

/**
 * How much of a shard transfers may take.
 *
 * @param bytesPerSecond sent by it, from 1
 * @param parallel moves under way at once, from 1
 */
public record TransferSettings(long bytesPerSecond, int parallel) {
    public static final TransferSettings DEFAULT = new TransferSettings(16L << 20, 2);

    public TransferSettings {
        if (bytesPerSecond < 1 || parallel < 1) {
            throw new IllegalArgumentException(bytesPerSecond + " bytes a second, " + parallel + " moves at once");
        }
    }
}
