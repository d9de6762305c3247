package org.armature.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.armature.storage.StorageEngine;

/**
 * The engines that are installed. What is there when the node starts it opens by itself, of two engines of one name the
 * one whose bundle has the higher version; what comes or goes later is passed on to it. An engine that comes beside one
 * of its name serves when that goes, or when it is told to take its place. Thread-safe.
 */
final class EnginePresence {
    record Present(StorageEngine engine, EngineOrigin origin) {}

    private final List<Present> present = new ArrayList<>();
    private final Map<String, Present> serving = new TreeMap<>();
    private EngineBindings bindings;

    void came(StorageEngine engine) {
        came(engine, EngineOrigin.NONE);
    }

    synchronized void came(StorageEngine engine, EngineOrigin origin) {
        Present coming = new Present(engine, origin);
        present.add(coming);
        notifyAll();
        if (bindings != null && !serving.containsKey(engine.name())) {
            serve(coming);
        }
    }

    synchronized void went(StorageEngine engine) {
        present.removeIf(each -> each.engine().equals(engine));
        if (bindings != null && serves(engine)) {
            serving.remove(engine.name());
            bindings.unbind(engine);
            highest(engine.name()).ifPresent(this::serve);
        }
    }

    /** From now on the bindings are told what comes and goes; at once, of what is there. */
    synchronized void tell(EngineBindings told) {
        bindings = told;
        List<Present> highest = present.stream()
                .map(each -> each.engine().name())
                .distinct()
                .flatMap(name -> highest(name).stream())
                .toList();
        highest.forEach(each -> serving.put(each.engine().name(), each));
        told.bindAll(highest.stream().map(Present::engine).toList());
    }

    private void serve(Present each) {
        serving.put(each.engine().name(), each);
        bindings.bind(each.engine());
    }

    private boolean serves(StorageEngine engine) {
        Present now = serving.get(engine.name());
        return now != null && now.engine().equals(engine);
    }

    private Optional<Present> highest(String name) {
        return present.stream()
                .filter(each -> each.engine().name().equals(name))
                .max(Comparator.comparing(Present::origin));
    }

    /** The bindings use it already; the one before may go without effect. */
    synchronized void tookOver(StorageEngine engine) {
        present.stream().filter(each -> each.engine().equals(engine)).forEach(each -> serving.put(engine.name(), each));
    }

    synchronized Optional<Present> serving(String name) {
        return Optional.ofNullable(serving.get(name));
    }

    synchronized List<Present> allServing() {
        return List.copyOf(serving.values());
    }

    /** Blocks until an engine comes with this bundle, or the time is up. */
    synchronized Optional<StorageEngine> awaitFrom(long bundle, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<StorageEngine> found = present.stream()
                    .filter(each -> each.origin().bundle() == bundle)
                    .map(Present::engine)
                    .findFirst();
            long millis = (end - System.nanoTime()) / 1_000_000;
            if (found.isPresent() || millis <= 0) {
                return found;
            }
            try {
                wait(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }
}
