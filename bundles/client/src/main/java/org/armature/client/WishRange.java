package org.armature.client;

/** What fits into a request; whether it fits the table, the node says. */
final class WishRange {
    private static final int MOST = 255;

    private WishRange() {}

    static void check(String who, String name, int number) {
        if (number < 0 || number > MOST) {
            throw new IllegalArgumentException(
                    who + " asks for 0 to " + MOST + " (0 for the table's own), not " + name + "=" + number);
        }
    }
}
