package org.armature.simulator.scenario;

import org.armature.model.Key;
import org.armature.ring.Position;
import org.armature.storage.StoreKey;

/** Keys as engines know them. */
final class Storage {
    private Storage() {}

    static StoreKey key(String text) {
        Key key = Key.utf8(text);
        return StoreKey.of(Position.of(key).toBytes(), key.bytes().shared());
    }
}
