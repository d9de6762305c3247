package org.armature.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.felix.framework.Felix;
import org.apache.felix.framework.util.FelixConstants;
import org.armature.runtime.engine.EngineBundles;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The OSGi framework with the bundles of one distribution.
 *
 * <p>Bundles see the Java platform, each other's exports and SLF4J, which the launcher's class path gives them; nothing
 * else of the class path. Framework properties {@code armature.home}, {@code armature.etc} and {@code armature.data}
 * tell them their directories. Used by one thread; {@link #stop} may be called from any.
 */
public final class Platform {
    private static final Logger LOG = LoggerFactory.getLogger(Platform.class);
    /** For bundles that ask the launcher to exchange engines and reconcilers. */
    private static final String ENGINE_PACKAGE = EngineBundles.class.getPackageName() + ";version=\"1.0.0\"";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Framework framework;
    /** Of engines and of reconcilers. */
    private final List<InstalledEngines> exchanged;

    private final Map<Bundle, BundleFile> installed = new LinkedHashMap<>();
    private int highestLevel = 1;

    private Platform(Framework framework, List<InstalledEngines> exchanged) {
        this.framework = framework;
        this.exchanged = exchanged;
    }

    /**
     * A framework that is initialised, with nothing installed.
     *
     * @param engines where the jars of storage engines are
     * @param reconcilers where those of reconcilers are; need not exist
     */
    public static Platform create(Path home, Path etc, Path data, Path engines, Path reconcilers)
            throws BundleException {
        Map<String, Object> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, data.resolve("felix-cache").toString());
        properties.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        properties.put(Constants.FRAMEWORK_BUNDLE_PARENT, Constants.FRAMEWORK_BUNDLE_PARENT_EXT);
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, loggingPackages() + "," + ENGINE_PACKAGE);
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, "1");
        properties.put(FelixConstants.LOG_LOGGER_PROP, new FelixLog());
        properties.put(LaunchSettings.HOME, home.toString());
        properties.put(LaunchSettings.ETC, etc.toString());
        properties.put(LaunchSettings.DATA, data.toString());
        Framework framework = new Felix(properties);
        framework.init();
        InstalledEngines ofEngines = new InstalledEngines(
                framework, BundleKind.ENGINES, new EngineJars(engines, data.resolve("engine-jars")));
        InstalledEngines ofReconcilers = new InstalledEngines(
                framework, BundleKind.RECONCILERS, new EngineJars(reconcilers, data.resolve("reconciler-jars")));
        register(framework, ofEngines, BundleKind.ENGINES);
        register(framework, ofReconcilers, BundleKind.RECONCILERS);
        return new Platform(framework, List.of(ofEngines, ofReconcilers));
    }

    private static void register(Framework framework, InstalledEngines installed, BundleKind kind) {
        framework
                .getBundleContext()
                .registerService(
                        EngineBundles.class, installed, new Hashtable<>(Map.of(BundleKind.PROPERTY, kind.name())));
    }

    private List<Bundle> exchanged() {
        return exchanged.stream().flatMap(each -> each.bundles().stream()).toList();
    }

    private static String loggingPackages() {
        String version = Logger.class.getPackage().getImplementationVersion();
        if (version == null) {
            throw new IllegalStateException("the jar of slf4j-api does not say its version");
        }
        String each = ";version=\"" + version + "\"";
        return String.join(
                ",", "org.slf4j" + each, "org.slf4j.event" + each, "org.slf4j.helpers" + each, "org.slf4j.spi" + each);
    }

    /**
     * Installs and resolves the jars without starting one.
     *
     * @return what could not be installed or resolved, empty if all is well
     */
    public List<ResolveFailure> install(Path home) throws StartFailure {
        List<ResolveFailure> failures = new ArrayList<>();
        for (BundleFile file : BundleLayout.of(home)) {
            String defect = file.defect();
            if (defect != null) {
                failures.add(ResolveFailure.ofFile(file, defect));
                continue;
            }
            try {
                Bundle bundle = framework.getBundleContext().installBundle(file.location());
                bundle.adapt(BundleStartLevel.class).setStartLevel(file.startLevel());
                installed.put(bundle, file);
                highestLevel = Math.max(highestLevel, file.startLevel());
            } catch (BundleException refused) {
                failures.add(ResolveFailure.ofFile(file, "the framework refuses it: " + refused.getMessage()));
            }
        }
        FrameworkWiring wiring = framework.adapt(FrameworkWiring.class);
        wiring.resolveBundles(installed.keySet());
        failures.addAll(ResolveFailure.among(installed, wiring));
        for (InstalledEngines each : exchanged) {
            failures.addAll(each.installAll());
        }
        if (!exchanged().isEmpty()) {
            highestLevel = Math.max(highestLevel, BundleLayout.ENGINE_LEVEL);
        }
        return failures;
    }

    /**
     * Starts every resolved bundle, in the order of the levels, and returns when the highest is reached or the framework
     * was stopped meanwhile. Time is not
     * bounded, since an engine may have much to recover: whatever takes long is logged.
     *
     * @throws StartFailure if a bundle that must run does not
     */
    public void start() throws StartFailure, BundleException, InterruptedException {
        framework.start();
        for (Bundle each : exchanged()) {
            if (each.getState() != Bundle.INSTALLED && !isFragment(each)) {
                each.start(Bundle.START_ACTIVATION_POLICY);
            }
        }
        for (Map.Entry<Bundle, BundleFile> entry : installed.entrySet()) {
            if (entry.getKey().getState() != Bundle.INSTALLED && !isFragment(entry.getKey())) {
                entry.getKey().start(Bundle.START_ACTIVATION_POLICY);
            }
        }
        reachHighestLevel();
        if (framework.getState() != Bundle.ACTIVE) {
            return;
        }
        for (Map.Entry<Bundle, BundleFile> entry : installed.entrySet()) {
            if (entry.getKey().getState() == Bundle.RESOLVED
                    && !isFragment(entry.getKey())
                    && !entry.getValue().optional()) {
                throw new StartFailure(
                        StartupCode.BUNDLE_UNRESOLVED,
                        "cannot start: bundle " + entry.getValue().shortName()
                                + " failed while it started; the log has the cause.");
            }
        }
    }

    private void reachHighestLevel() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        framework.getBundleContext().addBundleListener((SynchronousBundleListener) event -> {
            if (event.getBundle().equals(framework) && event.getType() == BundleEvent.STOPPING) {
                ended.countDown();
            }
        });
        framework.adapt(FrameworkStartLevel.class).setStartLevel(highestLevel, event -> {
            if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
                ended.countDown();
            }
        });
        while (!ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            LOG.warn("still starting bundles={}", inState(Bundle.STARTING));
        }
    }

    void register(FatalReport report) {
        report.registerIn(framework.getBundleContext());
    }

    public Framework framework() {
        return framework;
    }

    /** Waits until the framework has stopped, from inside or by {@link #stop}. */
    void awaitStopped() throws InterruptedException {
        FrameworkEvent event;
        do {
            event = framework.waitForStop(0);
        } while (event.getType() == FrameworkEvent.WAIT_TIMEDOUT);
    }

    /**
     * Stops the bundles in the reverse order of their levels.
     *
     * @return false if they had not all stopped within {@code limit}; what still ran is in the log
     */
    public boolean stop(Duration limit) throws BundleException, InterruptedException {
        framework.stop();
        FrameworkEvent event = framework.waitForStop(limit.toMillis());
        if (event.getType() != FrameworkEvent.WAIT_TIMEDOUT) {
            return true;
        }
        LOG.error("stop took too long limit_s={} bundles_stopping={}", limit.toSeconds(), inState(Bundle.STOPPING));
        return false;
    }

    private List<String> inState(int state) {
        List<String> names = new ArrayList<>();
        installed.forEach((bundle, file) -> {
            if (bundle.getState() == state) {
                names.add(file.shortName());
            }
        });
        exchanged().stream()
                .filter(bundle -> bundle.getState() == state)
                .map(Bundle::getSymbolicName)
                .forEach(names::add);
        return names;
    }

    private static boolean isFragment(Bundle bundle) {
        return bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
    }
}
