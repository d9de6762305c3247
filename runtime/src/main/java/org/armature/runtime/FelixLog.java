package org.armature.runtime;

import org.apache.felix.framework.Logger;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.slf4j.LoggerFactory;

/** Sends what the framework has to say to the node's log; by itself it would print to standard output. */
final class FelixLog extends Logger {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger("org.apache.felix.framework");

    @Override
    @SuppressWarnings("rawtypes") // the signature is the framework's
    protected void doLog(Bundle bundle, ServiceReference reference, int level, String message, Throwable throwable) {
        doLog(level, bundle == null ? message : message + " bundle=" + bundle.getSymbolicName(), throwable);
    }

    @Override
    protected void doLog(int level, String message, Throwable throwable) {
        switch (level) {
            case LOG_ERROR -> LOG.error(message, throwable);
            case LOG_WARNING -> LOG.warn(message, throwable);
            case LOG_INFO -> LOG.info(message, throwable);
            default -> LOG.debug(message, throwable);
        }
    }
}
