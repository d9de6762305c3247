package org.armature.distribution.probe;

import java.lang.ref.WeakReference;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A server that has run for so long that whatever nobody refers to is gone. */
public final class CollectsGarbage implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        WeakReference<Object> unreferenced = new WeakReference<>(new Object());
        while (unreferenced.get() != null) {
            System.gc();
        }
    }

    @Override
    public void stop(BundleContext context) {}
}
