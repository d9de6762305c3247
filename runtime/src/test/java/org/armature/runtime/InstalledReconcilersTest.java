package org.armature.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.armature.runtime.engine.EngineBundle;
import org.armature.runtime.engine.EngineBundles;
import org.armature.runtime.engine.UnfitJar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

/** The directory of reconcilers, beside the one of engines. */
class InstalledReconcilersTest {
    @TempDir
    Path home;

    private Platform platform;
    private EngineBundles engines;
    private EngineBundles reconcilers;

    @BeforeEach
    void start() throws Exception {
        for (String api : List.of("storage", "reconciler")) {
            TestBundle.named(api)
                    .header("Export-Package", "org.armature." + api + ";version=\"1.0.0\"")
                    .writeTo(home.resolve("bundles/20-core"));
        }
        bundle("shelf", "storage").writeTo(home.resolve("engines"));
        bundle("union", "reconciler").writeTo(home.resolve("reconcilers"));
        platform = Platform.create(
                home, home.resolve("etc"), home.resolve("data"), home.resolve("engines"), home.resolve("reconcilers"));
        assertEquals(List.of(), platform.install(home));
        platform.start();
        engines = exchanging("engines");
        reconcilers = exchanging("reconcilers");
    }

    private static TestBundle bundle(String name, String api) {
        return TestBundle.named(name).header("Import-Package", "org.armature." + api + ";version=\"[1.0,2)\"");
    }

    private EngineBundles exchanging(String name) throws Exception {
        BundleContext context = platform.framework().getBundleContext();
        return context.getService(context.getServiceReferences(EngineBundles.class, "(armature.bundles=" + name + ")")
                .iterator()
                .next());
    }

    @AfterEach
    void stop() throws Exception {
        assertTrue(platform.stop(Duration.ofSeconds(20)));
    }

    private static List<String> names(EngineBundles bundles) {
        return bundles.running().stream().map(EngineBundle::symbolicName).toList();
    }

    @Test
    void eachDirectoryHasItsOwn() {
        assertEquals(List.of("shelf"), names(engines));
        assertEquals(List.of("union"), names(reconcilers));
        assertEquals(home.resolve("reconcilers"), reconcilers.directory());
    }

    @Test
    void oneThatIsDroppedRunsAndCanBeEnded() throws Exception {
        Path jar = bundle("cart", "reconciler").writeTo(home.resolve("reconcilers"));
        EngineBundle cart = reconcilers.start(reconcilers.check(jar, false));
        assertEquals(List.of("union", "cart"), names(reconcilers));
        reconcilers.end(cart);
        assertEquals(List.of("union"), names(reconcilers));
        assertEquals(List.of("shelf"), names(engines));
    }

    @Test
    void anEngineIsNoReconciler() throws Exception {
        Path jar = bundle("other", "storage").writeTo(home.resolve("reconcilers"));
        assertEquals(
                "it imports no package org.armature.reconciler, so it holds no reconciler; other bundles are loaded when"
                        + " the node starts",
                assertThrows(UnfitJar.class, () -> reconcilers.check(jar, false))
                        .getMessage());
    }
}
