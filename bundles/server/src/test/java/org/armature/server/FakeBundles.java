package org.armature.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.armature.runtime.engine.CheckedJar;
import org.armature.runtime.engine.EngineBundle;
import org.armature.runtime.engine.EngineBundles;
import org.armature.runtime.engine.FileStamp;
import org.armature.runtime.engine.UnfitJar;
import org.armature.storage.StorageEngine;

/** Bundles of engines without a framework: a jar is what a test says it is. Thread-safe. */
final class FakeBundles implements EngineBundles {
    static final String NAME = "org.armature.engine.shelf";
    private static final Path DIRECTORY = Path.of("engines");

    private record Jar(String symbolicName, String version, FileStamp stamp, Optional<StorageEngine> engine) {}

    private final EnginePresence presence;
    private final SortedMap<Path, Jar> files = new TreeMap<>();
    private final Map<Long, EngineBundle> running = new TreeMap<>();
    private final Map<Long, StorageEngine> engines = new TreeMap<>();
    private final List<String> events = new ArrayList<>();
    private Consumer<SortedMap<Path, FileStamp>> watcher = there -> {};
    private boolean diskFull;
    private Runnable beforeEnd = () -> {};
    private long bundles;
    private long stamps;

    FakeBundles(EnginePresence presence) {
        this.presence = presence;
    }

    /** A jar that lies in the directory and has been started. */
    synchronized EngineBundle install(String file, String version, StorageEngine engine) {
        put(file, NAME, version, Optional.of(engine));
        try {
            return start(check(DIRECTORY.resolve(file), false));
        } catch (UnfitJar e) {
            throw new AssertionError(e);
        }
    }

    /** @param engine empty if the bundle publishes none */
    synchronized Path put(String file, String symbolicName, String version, Optional<StorageEngine> engine) {
        Path path = DIRECTORY.resolve(file);
        files.put(path, new Jar(symbolicName, version, new FileStamp(++stamps, stamps), engine));
        return path;
    }

    Path put(String file, String version, StorageEngine engine) {
        return put(file, NAME, version, Optional.of(engine));
    }

    synchronized void delete(Path jar) {
        files.remove(jar);
    }

    /** Tells the watcher what lies there. */
    void look() {
        SortedMap<Path, FileStamp> there = new TreeMap<>();
        Consumer<SortedMap<Path, FileStamp>> told;
        synchronized (this) {
            files.forEach((path, jar) -> there.put(path, jar.stamp()));
            told = watcher;
        }
        told.accept(there);
    }

    synchronized void beFull() {
        diskFull = true;
    }

    /** Done before a bundle is ended. */
    synchronized void beforeEnd(Runnable action) {
        beforeEnd = action;
    }

    /** What was asked for, in order. */
    synchronized List<String> events() {
        return List.copyOf(events);
    }

    synchronized List<String> files() {
        return files.keySet().stream()
                .map(path -> path.getFileName().toString())
                .toList();
    }

    @Override
    public Path directory() {
        return DIRECTORY;
    }

    @Override
    public synchronized List<EngineBundle> running() {
        return List.copyOf(running.values());
    }

    @Override
    public synchronized CheckedJar check(Path jar, boolean evenOlder) throws UnfitJar {
        Jar found = files.get(jar);
        if (found == null) {
            throw new UnfitJar("it cannot be read");
        }
        for (EngineBundle each : running.values()) {
            if (each.symbolicName().equals(found.symbolicName())
                    && each.version().compareTo(found.version()) >= 0
                    && !evenOlder) {
                throw new UnfitJar("the newer " + each.version() + " runs");
            }
        }
        return new CheckedJar(jar, found.stamp(), jar, found.symbolicName(), found.version(), "");
    }

    @Override
    public EngineBundle start(CheckedJar jar) throws UnfitJar {
        EngineBundle bundle;
        Optional<StorageEngine> engine;
        synchronized (this) {
            engine = files.get(jar.file()).engine();
            bundle = new EngineBundle(
                    ++bundles, jar.symbolicName(), jar.version(), jar.file(), jar.stamp(), jar.digest());
            running.put(bundle.id(), bundle);
            engine.ifPresent(each -> engines.put(bundle.id(), each));
            events.add("start " + jar.version());
        }
        engine.ifPresent(
                each -> presence.came(each, new EngineOrigin(bundle.id(), bundle.symbolicName(), bundle.version())));
        return bundle;
    }

    @Override
    public void forget(CheckedJar jar) {}

    @Override
    public void end(EngineBundle bundle) {
        StorageEngine engine;
        synchronized (this) {
            beforeEnd.run();
            running.remove(bundle.id());
            engine = engines.remove(bundle.id());
            events.add("end " + bundle.version());
        }
        if (engine != null) {
            presence.went(engine);
        }
    }

    @Override
    public synchronized void settle(EngineBundle now, Optional<EngineBundle> before) throws IOException {
        if (diskFull) {
            throw new IOException("No space left on device");
        }
        events.add("settle " + now.version());
        files.keySet()
                .removeIf(
                        path -> files.get(path).symbolicName().equals(now.symbolicName()) && !path.equals(now.file()));
    }

    @Override
    public synchronized boolean isFileThere(EngineBundle bundle) {
        return files.containsKey(bundle.file());
    }

    @Override
    public synchronized void remove(EngineBundle bundle) {
        events.add("remove " + bundle.version());
        files.remove(bundle.file());
    }

    @Override
    public synchronized void setAside(Path jar) {
        events.add("set aside " + jar.getFileName());
        files.remove(jar);
    }

    @Override
    public synchronized AutoCloseable watch(Consumer<SortedMap<Path, FileStamp>> told) {
        watcher = told;
        return () -> {
            synchronized (this) {
                watcher = there -> Collections.emptySortedMap();
            }
        };
    }
}
