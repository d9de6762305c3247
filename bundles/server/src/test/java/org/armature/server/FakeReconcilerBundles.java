package org.armature.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.armature.reconciler.Reconciler;
import org.armature.runtime.engine.CheckedJar;
import org.armature.runtime.engine.EngineBundle;
import org.armature.runtime.engine.EngineBundles;
import org.armature.runtime.engine.FileStamp;
import org.armature.runtime.engine.UnfitJar;

/** Bundles of reconcilers without a framework: a jar is what a test says it is. Used by one thread. */
final class FakeReconcilerBundles implements EngineBundles {
    private static final Path DIRECTORY = Path.of("reconcilers");
    private static final String NAME = "com.example.words";

    private record Jar(String version, FileStamp stamp, Optional<Reconciler> reconciler) {}

    private final Reconcilers reconcilers;
    private final SortedMap<Path, Jar> files = new TreeMap<>();
    private final Map<Long, EngineBundle> running = new TreeMap<>();
    private final Map<Long, Reconciler> published = new TreeMap<>();
    private final List<String> events = new ArrayList<>();
    private long stamps;
    private long bundles;

    FakeReconcilerBundles(Reconcilers reconcilers) {
        this.reconcilers = reconcilers;
    }

    /** Of a node that has none, and gets none. */
    static ReconcilerDesk none() {
        Reconcilers none = new Reconcilers();
        return new ReconcilerDesk(new FakeReconcilerBundles(none), none);
    }

    /** @param reconciler empty if the bundle publishes none */
    Path put(String file, String version, Optional<Reconciler> reconciler) {
        Path jar = DIRECTORY.resolve(file);
        files.put(jar, new Jar(version, new FileStamp(++stamps, stamps), reconciler));
        return jar;
    }

    void delete(Path jar) {
        files.remove(jar);
    }

    SortedMap<Path, FileStamp> there() {
        SortedMap<Path, FileStamp> there = new TreeMap<>();
        files.forEach((path, jar) -> there.put(path, jar.stamp()));
        return there;
    }

    /** What was asked for, in order. */
    List<String> events() {
        return List.copyOf(events);
    }

    @Override
    public Path directory() {
        return DIRECTORY;
    }

    @Override
    public List<EngineBundle> running() {
        return List.copyOf(running.values());
    }

    @Override
    public CheckedJar check(Path jar, boolean evenOlder) throws UnfitJar {
        Jar found = files.get(jar);
        for (EngineBundle each : running()) {
            if (each.version().compareTo(found.version()) >= 0 && !evenOlder) {
                throw new UnfitJar("the newer " + each.version() + " runs");
            }
        }
        return new CheckedJar(jar, found.stamp(), jar, NAME, found.version(), "");
    }

    @Override
    public EngineBundle start(CheckedJar jar) {
        EngineBundle bundle = new EngineBundle(++bundles, NAME, jar.version(), jar.file(), jar.stamp(), "");
        running.put(bundle.id(), bundle);
        events.add("start " + jar.version());
        files.get(jar.file()).reconciler().ifPresent(reconciler -> {
            published.put(bundle.id(), reconciler);
            reconcilers.came(reconciler, new EngineOrigin(bundle.id(), NAME, jar.version()));
        });
        return bundle;
    }

    @Override
    public void forget(CheckedJar jar) {}

    @Override
    public void end(EngineBundle bundle) {
        events.add("end " + bundle.version());
        running.remove(bundle.id());
        Optional.ofNullable(published.remove(bundle.id())).ifPresent(reconcilers::went);
    }

    @Override
    public void settle(EngineBundle now, Optional<EngineBundle> before) throws IOException {
        events.add("settle " + now.version());
        files.keySet().removeIf(path -> !path.equals(now.file()));
    }

    @Override
    public boolean isFileThere(EngineBundle bundle) {
        return files.containsKey(bundle.file());
    }

    @Override
    public void remove(EngineBundle bundle) {
        files.remove(bundle.file());
    }

    @Override
    public void setAside(Path jar) {
        files.remove(jar);
    }

    @Override
    public AutoCloseable watch(Consumer<SortedMap<Path, FileStamp>> told) {
        return () -> {};
    }
}
