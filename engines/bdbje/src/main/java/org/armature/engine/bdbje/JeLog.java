package org.armature.engine.bdbje;

import java.util.Collections;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/** What JE logs, at JE's warnings and above; below that it tells its daily work. */
final class JeLog extends Handler {
    private static final String JE = "com.sleepycat.";
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger("com.sleepycat.je");

    JeLog() {
        setLevel(Level.WARNING);
        setFormatter(new SimpleFormatter());
    }

    /**
     * Takes the handlers of this copy of JE from its loggers. These are the JVM's, by name, so that another copy of JE
     * uses them too, and would keep this one in memory after its bundle has gone.
     */
    static void leave() {
        LogManager loggers = LogManager.getLogManager();
        for (String name : Collections.list(loggers.getLoggerNames())) {
            Logger logger = name.startsWith(JE) ? loggers.getLogger(name) : null;
            if (logger == null) {
                continue;
            }
            for (Handler handler : logger.getHandlers()) {
                if (JeLog.class.getClassLoader().equals(handler.getClass().getClassLoader())) {
                    logger.removeHandler(handler);
                }
            }
        }
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
