package org.armature.simulator.mutant;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** Loads the project's classes anew, some of them with a defect; everything else comes from its parent. */
final class MutantLoader extends ClassLoader {
    private static final String OWN = "org.armature.";

    private final Map<String, byte[]> defective;

    MutantLoader(ClassLoader parent, Map<String, byte[]> defective) {
        super(parent);
        this.defective = defective;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OWN)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = defective.get(name);
        if (bytes == null) {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                bytes = in.readAllBytes();
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
        return defineClass(name, bytes, 0, bytes.length);
    }
}
