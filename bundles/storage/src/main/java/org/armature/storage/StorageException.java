package org.armature.storage;

/**
 * What went wrong in an engine, sorted by what the caller may do next. The message names numbers, files and what
 * happened to the data. No class of the engine stays in the cause chain: it would pin the bundle's class loader.
 */
public abstract sealed class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private StorageException(String message) {
        super(message);
    }

    /** A value is longer than the engine stores; nothing was written and the engine goes on. */
    public static final class ValueTooLarge extends StorageException {
        private static final long serialVersionUID = 1L;

        public ValueTooLarge(StoreId store, long bytes, long maxBytes) {
            super("a value of " + bytes + " bytes for " + store + " exceeds the engine's limit of " + maxBytes);
        }
    }

    /** No room: reads go on, and writes succeed again, without a restart, once there is space. */
    public static final class DiskFull extends StorageException {
        private static final long serialVersionUID = 1L;

        public DiskFull(String message) {
            super(message);
        }
    }

    /** The store or environment was closed or dropped. */
    public static final class Closed extends StorageException {
        private static final long serialVersionUID = 1L;

        public Closed(String message) {
            super(message);
        }
    }

    /** Another process or opener has the environment. */
    public static final class InUse extends StorageException {
        private static final long serialVersionUID = 1L;

        public InUse(String message) {
            super(message);
        }
    }

    /** An option is unknown or out of range, or a durability was asked for that the engine does not promise. */
    public static final class BadSettings extends StorageException {
        private static final long serialVersionUID = 1L;

        public BadSettings(String message) {
            super(message);
        }
    }

    /** Stored bytes are damaged. The message names the file and place where known. */
    public static final class Corrupt extends StorageException {
        private static final long serialVersionUID = 1L;

        public Corrupt(String message) {
            super(message);
        }
    }

    /** Others held what was wanted locked for too long; nothing was written. Trying again is safe. */
    public static final class Locked extends StorageException {
        private static final long serialVersionUID = 1L;

        public Locked(String message) {
            super(message);
        }
    }

    /** The backend does not answer or failed; a write that throws this may have happened. Trying again is safe. */
    public static final class Unavailable extends StorageException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String message) {
            super(message);
        }
    }
}
