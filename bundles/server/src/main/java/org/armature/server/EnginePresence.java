package org.armature.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.armature.storage.StorageEngine;

/**
 * The engines that are installed. What is there when the node starts it opens by itself; what comes or goes later is
 * passed on to it. Of two engines of one name the one that came last serves. Thread-safe.
 */
final class EnginePresence {
    private final List<StorageEngine> present = new ArrayList<>();
    private EngineBindings bindings;

    synchronized void came(StorageEngine engine) {
        present.add(engine);
        if (bindings != null) {
            bindings.bind(engine);
        }
    }

    synchronized void went(StorageEngine engine) {
        present.remove(engine);
        if (bindings != null) {
            bindings.unbind(engine);
            last(engine.name()).ifPresent(bindings::bind);
        }
    }

    /** From now on the bindings are told what comes and goes; at once, of what is there. */
    synchronized void tell(EngineBindings told) {
        bindings = told;
        told.bindAll(present.stream()
                .map(StorageEngine::name)
                .distinct()
                .flatMap(name -> last(name).stream())
                .toList());
    }

    private Optional<StorageEngine> last(String name) {
        return present.stream().filter(engine -> engine.name().equals(name)).reduce((earlier, later) -> later);
    }
}
