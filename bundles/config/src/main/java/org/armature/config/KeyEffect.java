package org.armature.config;

import org.armature.protocol.ConfigEffect;

/**
 * What becomes of a change of one key.
 *
 * @param why what that means, as half a sentence; may be empty
 */
record KeyEffect(ConfigEffect effect, String why) {
    static KeyEffect atOnce(String why) {
        return new KeyEffect(ConfigEffect.AT_ONCE, why);
    }

    static KeyEffect refused(String why) {
        return new KeyEffect(ConfigEffect.REFUSED, why);
    }

    static KeyEffect heldBack(String why) {
        return new KeyEffect(ConfigEffect.HELD_BACK, why);
    }

    static KeyEffect migration(String why) {
        return new KeyEffect(ConfigEffect.NEEDS_MIGRATION, why);
    }

    static KeyEffect restart(String why) {
        return new KeyEffect(ConfigEffect.NEEDS_RESTART, why);
    }
}
