package org.armature.storage;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A kind of local storage; published as an OSGi service with the property {@link #NAME_PROPERTY}.
 *
 * <p>Implemented by engine bundles. Grows by default methods only, so that old engines keep loading.
 */
@ConsumerType
public interface StorageEngine {
    /** Service property that carries {@link #name()}. */
    String NAME_PROPERTY = "armature.engine";

    /** As tables name it in their configuration, {@code [a-z0-9_]{1,48}}, such as {@code bdbje}. */
    String name();

    EngineProfile profile();

    /** Every option {@link #open} understands. */
    List<EngineOption> options();

    /**
     * Whether what environments keep takes room in their directories. An engine that keeps it in memory, or on a server,
     * says no, so that nobody judges by that disk whether there is room.
     */
    default boolean storesInDirectory() {
        return true;
    }

    /**
     * Opens an environment; blocks as long as recovery takes.
     *
     * @throws StorageException.InUse if another opener has the directory
     * @throws StorageException.BadSettings if an option is unknown or its value is out of range
     * @throws StorageException.Corrupt if the contents can't be read; nothing was changed
     * @throws StorageException.Unavailable if the backend can't be reached
     */
    Environment open(EnvironmentSettings settings);
}
