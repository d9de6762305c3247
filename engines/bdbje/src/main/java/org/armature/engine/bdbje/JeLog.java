package org.armature.engine.bdbje;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What JE logs, at JE's warnings and above; below that it tells its daily work. */
final class JeLog extends Handler {
    private static final Logger LOG = LoggerFactory.getLogger("com.sleepycat.je");

    JeLog() {
        setLevel(Level.WARNING);
        setFormatter(new SimpleFormatter());
    }

    @Override
    public void publish(LogRecord event) {
        if (!isLoggable(event)) {
            return;
        }
        String message = getFormatter().formatMessage(event);
        if (event.getLevel().intValue() >= Level.SEVERE.intValue()) {
            LOG.error(message, event.getThrown());
        } else {
            LOG.warn(message, event.getThrown());
        }
    }

    @Override
    public void flush() {
        // slf4j has nothing to flush
    }

    @Override
    public void close() {
        // nor anything to close
    }
}
