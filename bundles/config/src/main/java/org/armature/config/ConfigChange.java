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

    /** The same change, of which something else becomes. */
    public ConfigChange becoming(ConfigEffect other, String reason) {
        return new ConfigChange(subject, key, before, after, place, other, reason);
    }

    /** One line: {@code shop.conf:4: shop/cart n: 3 -> 2: held back, ...}. */
    @Override
    public String toString() {
        return line(effect.text(), why);
    }

    /** The same with what came of it: {@code shop.conf:4: shop/cart n: 3 -> 2: took effect}. */
    public String line(String outcome, String reason) {
        String what = key.isEmpty() ? subject : subject + " " + key;
        return place + ": " + what + ": " + shown(before) + " -> " + shown(after) + ": " + outcome
                + (reason.isEmpty() ? "" : ", " + reason);
    }

    /** Whether it is about which engine a table is to have. */
    public boolean isOfEngine() {
        return InstanceKeys.ENGINE_NAME.key().equals(key) || isOfProfile();
    }

    /** Whether it is about what a table says of its objects for an engine to be chosen by. */
    public boolean isOfProfile() {
        return InstanceKeys.OBJECT_SIZE.key().equals(key)
                || InstanceKeys.ACCESS.key().equals(key);
    }

    private static String shown(String value) {
        return value.isEmpty() ? "nothing" : value;
    }
}
