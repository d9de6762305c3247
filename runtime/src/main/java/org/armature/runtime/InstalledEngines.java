package org.armature.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.armature.runtime.engine.CheckedJar;
import org.armature.runtime.engine.EngineBundle;
import org.armature.runtime.engine.EngineBundles;
import org.armature.runtime.engine.FileStamp;
import org.armature.runtime.engine.UnfitJar;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Version;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bundles of {@code engines/} in the framework, or those of {@code reconcilers/}. */
final class InstalledEngines implements EngineBundles {
    private static final Logger LOG = LoggerFactory.getLogger(InstalledEngines.class);
    private static final Duration REFRESH_LIMIT = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Framework framework;
    private final BundleKind kind;
    private final EngineJars jars;
    private final Map<Bundle, Installed> installed = new LinkedHashMap<>();

    private record Installed(EngineBundle engine, Path copy) {}

    InstalledEngines(Framework framework, BundleKind kind, EngineJars jars) {
        this.framework = framework;
        this.kind = kind;
        this.jars = jars;
    }

    // ---- at the start

    /**
     * Installs and resolves, without starting them, the jars of the directory; of one symbolic name that of the highest
     * version that resolves.
     *
     * @return what could not be used, and no other jar of its name stands in for
     */
    synchronized List<ResolveFailure> installAll() throws StartFailure {
        List<ResolveFailure> failures = new ArrayList<>();
        Map<Bundle, BundleFile> files = new LinkedHashMap<>();
        try {
            jars.clear();
            for (Path jar : jars.look().keySet()) {
                BundleFile file = new BundleFile(jar, BundleLayout.ENGINE_LEVEL, true);
                try {
                    files.put(install(checked(jar)), file);
                } catch (UnfitJar unfit) {
                    failures.add(ResolveFailure.ofFile(file, unfit.getMessage()));
                }
            }
        } catch (IOException unreadable) {
            throw new StartFailure(
                    StartupCode.DIRECTORY_UNREADABLE,
                    "cannot start: " + jars.directory() + " cannot be read, or no copies of its jars be made: "
                            + unreadable + ".\n  No data was touched.",
                    unreadable);
        }
        FrameworkWiring wiring = framework.adapt(FrameworkWiring.class);
        wiring.resolveBundles(files.keySet());
        for (Bundle bundle : List.copyOf(files.keySet())) {
            Optional<Bundle> better = files.keySet().stream()
                    .filter(other -> isBetter(other, bundle))
                    .findFirst();
            if (better.isPresent()) {
                LOG.warn(
                        "jar not loaded file={} version={} reason=\"{} has version {}\"",
                        files.get(bundle).shortName(),
                        bundle.getVersion(),
                        files.get(better.get()).shortName(),
                        better.get().getVersion());
                uninstall(bundle);
                files.remove(bundle);
            }
        }
        failures.addAll(ResolveFailure.among(files, wiring));
        return failures;
    }

    /** Of the same name and to be preferred. */
    private static boolean isBetter(Bundle other, Bundle than) {
        if (other.equals(than)
                || other.getState() == Bundle.INSTALLED
                || other.getState() == Bundle.UNINSTALLED
                || !other.getSymbolicName().equals(than.getSymbolicName())) {
            return false;
        }
        return than.getState() == Bundle.INSTALLED || other.getVersion().compareTo(than.getVersion()) > 0;
    }

    /** In the order in which they were installed. */
    synchronized List<Bundle> bundles() {
        return List.copyOf(installed.keySet());
    }

    // ---- while the node runs

    @Override
    public Path directory() {
        return jars.directory();
    }

    @Override
    public synchronized List<EngineBundle> running() {
        return installed.entrySet().stream()
                .filter(entry -> entry.getKey().getState() == Bundle.ACTIVE)
                .map(entry -> entry.getValue().engine())
                .toList();
    }

    @Override
    public synchronized CheckedJar check(Path jar, boolean evenOlder) throws UnfitJar {
        CheckedJar checked = checked(jar);
        try {
            refuseUnlessNewer(checked, evenOlder);
        } catch (UnfitJar unfit) {
            forget(checked);
            throw unfit;
        }
        return checked;
    }

    private CheckedJar checked(Path jar) throws UnfitJar {
        EngineJars.Copy copy = jars.copy(jar);
        try {
            JarCheck check = JarCheck.of(copy.file());
            return new CheckedJar(
                    jar,
                    copy.stamp(),
                    copy.file(),
                    check.symbolicName(),
                    check.version().toString(),
                    copy.digest());
        } catch (UnfitJar unfit) {
            jars.delete(copy.file());
            throw unfit;
        }
    }

    private void refuseUnlessNewer(CheckedJar jar, boolean evenOlder) throws UnfitJar {
        if (!JarCheck.of(jar.copy()).imports(kind.interfacePackage())) {
            throw new UnfitJar("it imports no package " + kind.interfacePackage() + ", so it holds no " + kind.holds()
                    + "; other bundles are loaded when the node starts");
        }
        Version version = Version.parseVersion(jar.version());
        for (EngineBundle each : running()) {
            if (!each.symbolicName().equals(jar.symbolicName())) {
                continue;
            }
            int difference = version.compareTo(Version.parseVersion(each.version()));
            String what = "it is " + jar.symbolicName() + " " + jar.version() + ", and ";
            if (difference == 0) {
                throw new UnfitJar(what + "that version runs: another one has another Bundle-Version");
            }
            if (difference < 0 && !evenOlder) {
                throw new UnfitJar(what + "the newer " + each.version() + " runs: " + kind.wayBack());
            }
        }
    }

    @Override
    public synchronized EngineBundle start(CheckedJar jar) throws UnfitJar {
        Bundle bundle = install(jar);
        BundleFile file = new BundleFile(jar.file(), BundleLayout.ENGINE_LEVEL, true);
        FrameworkWiring wiring = framework.adapt(FrameworkWiring.class);
        if (!wiring.resolveBundles(List.of(bundle))) {
            String why = ResolveFailure.why(bundle, Map.of(bundle, file), wiring);
            uninstall(bundle);
            refresh(bundle);
            throw new UnfitJar(why);
        }
        try {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        } catch (BundleException failed) {
            uninstall(bundle);
            refresh(bundle);
            throw new UnfitJar("it fails while it starts: " + failed.getMessage());
        }
        return installed.get(bundle).engine();
    }

    private Bundle install(CheckedJar jar) throws UnfitJar {
        try {
            Bundle bundle = framework
                    .getBundleContext()
                    .installBundle("reference:" + jar.copy().toUri());
            bundle.adapt(BundleStartLevel.class).setStartLevel(BundleLayout.ENGINE_LEVEL);
            EngineBundle engine = new EngineBundle(
                    bundle.getBundleId(), jar.symbolicName(), jar.version(), jar.file(), jar.stamp(), jar.digest());
            installed.put(bundle, new Installed(engine, jar.copy()));
            return bundle;
        } catch (BundleException refused) {
            forget(jar);
            throw new UnfitJar("the framework refuses it: " + refused.getMessage());
        }
    }

    @Override
    public void forget(CheckedJar jar) {
        jars.delete(jar.copy());
    }

    @Override
    public synchronized void end(EngineBundle engine) {
        bundle(engine).ifPresent(bundle -> {
            try {
                bundle.stop();
            } catch (BundleException failed) {
                LOG.warn("bundle did not stop cleanly bundle={}", engine, failed);
            }
            uninstall(bundle);
            refresh(bundle);
        });
    }

    private Optional<Bundle> bundle(EngineBundle engine) {
        return installed.keySet().stream()
                .filter(bundle -> bundle.getBundleId() == engine.id())
                .findFirst();
    }

    private void uninstall(Bundle bundle) {
        Installed was = installed.remove(bundle);
        try {
            bundle.uninstall();
        } catch (BundleException failed) {
            LOG.warn("bundle not uninstalled bundle={}", was.engine(), failed);
        }
        jars.delete(was.copy());
    }

    /** Until then the framework keeps the class loader. */
    private void refresh(Bundle bundle) {
        CountDownLatch refreshed = new CountDownLatch(1);
        framework.adapt(FrameworkWiring.class).refreshBundles(List.of(bundle), event -> refreshed.countDown());
        try {
            if (!refreshed.await(REFRESH_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("framework still refreshes after {} s bundle={}", REFRESH_LIMIT.toSeconds(), bundle);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // ---- files

    @Override
    public synchronized void settle(EngineBundle now, Optional<EngineBundle> before) throws IOException {
        if (before.isPresent()) {
            keepReplaced(before.get());
        }
        Path file = jars.bringIn(now.file());
        jars.leaveOnly(
                Optional.of(file),
                now.symbolicName(),
                before.map(EngineBundle::digest).orElse(""));
        Bundle bundle = bundle(now).orElseThrow();
        EngineBundle settled = new EngineBundle(
                now.id(), now.symbolicName(), now.version(), file, EngineJars.stamp(file), now.digest());
        installed.put(bundle, new Installed(settled, installed.get(bundle).copy()));
    }

    private void keepReplaced(EngineBundle engine) throws IOException {
        Optional<Bundle> bundle = bundle(engine);
        if (bundle.isPresent()) {
            jars.keepReplaced(installed.get(bundle.get()).copy(), engine.symbolicName(), engine.version());
        }
    }

    @Override
    public boolean isFileThere(EngineBundle engine) {
        return Files.exists(engine.file());
    }

    @Override
    public synchronized void remove(EngineBundle engine) throws IOException {
        keepReplaced(engine);
        jars.leaveOnly(Optional.empty(), engine.symbolicName(), engine.digest());
    }

    @Override
    public synchronized void setAside(Path jar) throws IOException {
        jars.setAside(jar);
    }

    @Override
    public AutoCloseable watch(Consumer<SortedMap<Path, FileStamp>> told) {
        return EngineWatch.start(this::look, LOOK_EVERY, told);
    }

    private SortedMap<Path, FileStamp> look() {
        try {
            return jars.look();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
