package org.armature.node;

/**
 * How often owners of a partition compare what they hold.
 *
 * @param intervalMillis from the end of one comparison of two owners to the next; 0 to compare on demand alone
 */
public record ExchangeSettings(long intervalMillis) {
    public static final ExchangeSettings DEFAULT = new ExchangeSettings(60_000);

    public ExchangeSettings {
        if (intervalMillis < 0) {
            throw new IllegalArgumentException("every " + intervalMillis + " ms");
        }
    }
}
