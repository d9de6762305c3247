package org.armature.distribution.probe;

import java.util.function.Consumer;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** A server that finds its configuration wrong. */
public final class CallsFatal implements BundleActivator {
    public static final String MESSAGE = "ARM-101 cannot start: node.conf:3: prot: unknown key, did you mean \"port\"?";

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // the property of the service says what it takes
    public void start(BundleContext context) throws InvalidSyntaxException {
        for (ServiceReference<Consumer> service :
                context.getServiceReferences(Consumer.class, "(armature.fatal=true)")) {
            context.getService(service).accept(MESSAGE);
        }
    }

    @Override
    public void stop(BundleContext context) {}
}
