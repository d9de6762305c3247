package org.armature.runtime;

import java.util.Map;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/**
 * How a bundle ends the process when the node cannot run: a wrong configuration, a port in use, a directory of another
 * node. The launcher registers this as a service of type {@code java.util.function.Consumer} with the property
 * {@code armature.fatal=true}; a bundle references it and calls {@code accept(message)}:
 *
 * <pre>{@code
 * @Reference(target = "(armature.fatal=true)") Consumer<String> fatal
 * }</pre>
 *
 * The message goes to standard error as it is, so it is written for the operator, code first
 * ({@code ARM-102 cannot start: ...}). The launcher then stops the bundles and exits with status 1. The call returns at
 * once and may be made from any thread, an activation included; of several messages the first is printed.
 */
final class FatalReport implements Consumer<String> {
    private final Consumer<String> sink;

    /** @param sink takes every message; it must not block */
    FatalReport(Consumer<String> sink) {
        this.sink = sink;
    }

    @Override
    public void accept(String message) {
        sink.accept(message);
    }

    void registerIn(BundleContext context) {
        context.registerService(
                Consumer.class.getName(), this, FrameworkUtil.asDictionary(Map.of("armature.fatal", true)));
    }
}
