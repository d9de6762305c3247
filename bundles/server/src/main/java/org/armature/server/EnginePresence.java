package org.armature.server;

import java.util.Map;
import java.util.TreeMap;
import org.armature.storage.StorageEngine;

/**
 * The engines that are installed. What is there when the node starts it opens by itself; what comes or goes later is
 * passed on to it. Of two engines of one name the one that came last serves. Thread-safe.
 */
final class EnginePresence {
    private final Map<String, StorageEngine> present = new TreeMap<>();
    private EngineBindings bindings;

    synchronized void came(StorageEngine engine) {
        present.put(engine.name(), engine);
        if (bindings != null) {
            bindings.bind(engine);
        }
    }

    synchronized void went(StorageEngine engine) {
        present.remove(engine.name(), engine);
        if (bindings != null) {
            bindings.unbind(engine);
        }
    }

    /** From now on the bindings are told what comes and goes; at once, of what is there. */
    synchronized void tell(EngineBindings told) {
        bindings = told;
        present.values().forEach(told::bind);
    }
}
