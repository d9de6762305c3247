package org.armature.distribution.probe;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** A server that is told to stop by an administrator. */
public final class StopsFramework implements BundleActivator {
    @Override
    public void start(BundleContext context) throws BundleException {
        context.getBundle(0).stop();
    }

    @Override
    public void stop(BundleContext context) {}
}
