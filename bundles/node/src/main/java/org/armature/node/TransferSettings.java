package org.armature.node;

/**
 * How much of a shard transfers may take.
 *
 * @param bytesPerSecond sent by it, from 1
 * @param sharePercent of its time in which a page is under way, 1 to 100
 * @param parallel moves under way at once, from 1
 */
public record TransferSettings(long bytesPerSecond, int sharePercent, int parallel) {
    public static final TransferSettings DEFAULT = new TransferSettings(16L << 20, 100, 2);

    public TransferSettings {
        if (bytesPerSecond < 1 || sharePercent < 1 || sharePercent > 100 || parallel < 1) {
            throw new IllegalArgumentException(bytesPerSecond + " bytes a second, " + sharePercent + " % of the time, "
                    + parallel + " moves at once");
        }
    }
}
