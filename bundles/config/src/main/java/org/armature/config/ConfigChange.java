package org.armature.config;

import org.armature.config.problem.Place;
import org.armature.config.problem.Printable;
import org.armature.protocol.ConfigEffect;

/**
 * One key of an instance's file that is not what the node runs by.
 *
 * @param subject {@code instance/table}, or the instance alone
 * @param key within its block; empty if the whole table comes or goes
 * @param before as it would be written; empty if there was nothing
 * @param after likewise
 * @param place where the new value is given
 * @param why what the effect means, as half a sentence; may be empty
 */
public record ConfigChange(
        String subject, String key, String before, String after, Place place, ConfigEffect effect, String why) {
    public ConfigChange {
        before = Printable.of(before);
        after = Printable.of(after);
    }

    /** One line: {@code shop.conf:4: shop/cart n: 3 -> 2: held back, ...}. */
    @Override
    public String toString() {
        String what = key.isEmpty() ? subject : subject + " " + key;
        return place + ": " + what + ": " + shown(before) + " -> " + shown(after) + ": " + effect.text()
                + (why.isEmpty() ? "" : ", " + why);
    }

    private static String shown(String value) {
        return value.isEmpty() ? "nothing" : value;
    }
}
