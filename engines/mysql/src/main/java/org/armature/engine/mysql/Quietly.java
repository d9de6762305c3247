package org.armature.engine.mysql;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends what is of no more use, where a failure to do so changes nothing and must not hide the failure before it. */
final class Quietly {
    private static final Logger LOG = LoggerFactory.getLogger(Quietly.class);

    private Quietly() {}

    static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.debug("could not be closed", e);
        }
    }
}
