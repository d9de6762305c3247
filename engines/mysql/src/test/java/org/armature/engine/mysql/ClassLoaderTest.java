package org.armature.engine.mysql;

import static org.armature.engine.mysql.Fixture.CART;
import static org.armature.engine.mysql.Fixture.put;
import static org.armature.engine.mysql.Fixture.settings;

import com.mysql.cj.jdbc.MysqlDataSource;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.armature.storage.Environment;
import org.armature.storage.StorageEngine;
import org.junit.jupiter.api.io.TempDir;

/** Engine, driver and pool under a class loader of their own, as in a bundle: when it is stopped nothing keeps them. */
class ClassLoaderTest {
    @TempDir
    Path directory;

    @ForEachKind
    void nothingKeepsTheClassesOfAStoppedEngine(ServerKind kind) throws Exception {
        WeakReference<ClassLoader> loader = useAndStop(kind);
        Fixture.await("the class loader is gone", () -> {
            System.gc();
            return loader.refersTo(null);
        });
    }

    private WeakReference<ClassLoader> useAndStop(ServerKind kind) throws IOException, ReflectiveOperationException {
        try (URLClassLoader loader = new BundleLoader()) {
            Class<?> type = loader.loadClass(MysqlEngineComponent.class.getName());
            StorageEngine engine = (StorageEngine) type.getDeclaredConstructor().newInstance();
            Environment environment =
                    engine.open(settings(directory, SharedServer.started(kind).options()));
            put(environment, CART, 1, 100);
            environment.store(CART).get(Fixture.key(1));
            type.getMethod("stop").invoke(engine);
            return new WeakReference<>(loader);
        }
    }

    /** Has its own copies of what the bundle holds, and shares the rest. */
    private static final class BundleLoader extends URLClassLoader {
        BundleLoader() {
            super(classPath(), ClassLoaderTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            boolean own = name.startsWith("org.armature.engine.mysql.")
                    || name.startsWith("com.mysql.")
                    || name.startsWith("com.zaxxer.");
            if (!own) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }

        private static URL[] classPath() {
            return Stream.of(MysqlEngine.class, MysqlDataSource.class, HikariDataSource.class)
                    .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                    .toArray(URL[]::new);
        }
    }
}
