package org.armature.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

class PlatformTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path home;

    private Platform platform;

    @BeforeEach
    void create() throws Exception {
        platform = Platform.create(
                home, home.resolve("etc"), home.resolve("data"), home.resolve("engines"), home.resolve("reconcilers"));
    }

    @AfterEach
    void stop() throws Exception {
        assertTrue(platform.stop(LIMIT));
    }

    @Test
    void enginesStartBeforeTheServerAndStopAfterIt() throws Exception {
        TestBundle.named("server").writeTo(home.resolve("bundles/50-server"));
        TestBundle.named("core").writeTo(home.resolve("bundles/20-core"));
        TestBundle.named("engine").writeTo(home.resolve("engines"));
        List<String> events = new CopyOnWriteArrayList<>();
        platform.framework().getBundleContext().addBundleListener((SynchronousBundleListener) event -> {
            if (event.getBundle().getBundleId() == 0) {
                return;
            }
            if (event.getType() == BundleEvent.STARTED || event.getType() == BundleEvent.STOPPED) {
                events.add((event.getType() == BundleEvent.STARTED ? "+" : "-")
                        + event.getBundle().getSymbolicName());
            }
        });

        assertEquals(List.of(), platform.install(home));
        platform.start();
        assertEquals(List.of("+core", "+engine", "+server"), events);
        assertTrue(platform.stop(LIMIT));
        assertEquals(List.of("+core", "+engine", "+server", "-server", "-engine", "-core"), events);
    }

    @Test
    void bundlesMayImportSlf4jAndAreToldTheirDirectories() throws Exception {
        TestBundle.named("logs")
                .header("Import-Package", "org.slf4j;version=\"[2.0,3)\",org.slf4j.event;version=\"[2.0,3)\"")
                .writeTo(home.resolve("bundles/20-core"));
        assertEquals(List.of(), platform.install(home));
        assertEquals(
                home.resolve("data").toString(),
                platform.framework().getBundleContext().getProperty("armature.data"));
    }

    @Test
    void aFragmentIsAttachedAndNotStarted() throws Exception {
        TestBundle.named("host").writeTo(home.resolve("bundles/20-core"));
        TestBundle.named("fragment").header("Fragment-Host", "host").writeTo(home.resolve("bundles/20-core"));
        assertEquals(List.of(), platform.install(home));
        platform.start();
    }

    @Test
    void aBundleThatFailsWhileItStartsStopsTheLaunch() throws Exception {
        TestBundle.named("broken")
                .header("Bundle-Activator", "no.such.Activator")
                .writeTo(home.resolve("bundles/20-core"));
        assertEquals(List.of(), platform.install(home));
        StartFailure failure = assertThrows(StartFailure.class, platform::start);
        assertTrue(failure.getMessage().contains("20-core/broken.jar"), failure.getMessage());
    }
}
