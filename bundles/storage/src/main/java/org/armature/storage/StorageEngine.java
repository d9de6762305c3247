package org.armature.storage;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A kind of local storage; published as an OSGi service with the property {@link #NAME_PROPERTY}.
 *
 * <p>Implemented by engine bundles. Grows by default methods only, so that old engines keep loading.
 *
 * <p>An engine that keeps nothing itself and stands on another one is a <em>decorator</em>: {@link #standsOn} names the
 * other engine, and whoever opens environments opens one of that engine first and passes it to {@link
 * #open(EnvironmentSettings, Environment, EngineProfile)}. The environment below stays its opener's, who may use it for
 * other stores at the same time, and closes it after the decorator, which writes to it until it is closed. No decorator
 * stands on another.
 */
@ConsumerType
public interface StorageEngine {
    /** Service property that carries {@link #name()}. */
    String NAME_PROPERTY = "armature.engine";

    /** As tables name it in their configuration, {@code [a-z0-9_]{1,48}}, such as {@code bdbje}. */
    String name();

    EngineProfile profile();

    /** Every option {@link #open(EnvironmentSettings)} understands. */
    List<EngineOption> options();

    /**
     * Whether what environments keep takes room in their directories. An engine that keeps it in memory, or on a server,
     * says no, so that nobody judges by that disk whether there is room.
     */
    default boolean storesInDirectory() {
        return true;
    }

    /**
     * Refuses what {@link #open(EnvironmentSettings)} would refuse, as far as that can be told without making or changing
     * anything, in the directory or elsewhere: an engine of a server looks whether the server is there and lets it in. Asked
     * before a table is moved to the engine, whether or not the directory is there and the environment is open. Need not
     * say anything, as the default does not.
     *
     * @throws StorageException as {@link #open(EnvironmentSettings)}
     */
    default void check(EnvironmentSettings settings) {}

    /**
     * Opens an environment; blocks as long as recovery takes.
     *
     * @throws StorageException.InUse if another opener has the directory
     * @throws StorageException.BadSettings if an option is unknown or its value is out of range
     * @throws StorageException.Corrupt if the contents can't be read; nothing was changed
     * @throws StorageException.Unavailable if the backend can't be reached
     */
    Environment open(EnvironmentSettings settings);

    /**
     * The name of the engine this one stands on with these options; empty for one that stands alone. Says nothing of
     * whether that engine is there.
     *
     * @param options as {@link EnvironmentSettings#options()}
     */
    default Optional<String> standsOn(SortedMap<String, String> options) {
        return Optional.empty();
    }

    /** What a decorator promises over an engine; {@link #profile()} of a decorator is what it adds to any. */
    default EngineProfile profileOver(EngineProfile below) {
        return profile();
    }

    /**
     * Opens a decorator. Its stores are those of the environment below and what it has not handed down yet, so a table
     * that leaves it for the engine below finds everything there once it was closed. Its open report is the one of the
     * environment below.
     *
     * <p>While the decorator is open, the stores it was asked for or that it wrote are changed through it alone; all
     * others of the environment below are left to its opener. Closing the decorator leaves the environment below open.
     *
     * @param below the opener's, open; closed by the opener after this decorator
     * @param profileBelow of the engine it is of
     * @throws StorageException.BadSettings if this engine stands alone, an option is unknown or its value is out of
     *     range; the environment below is as it was
     */
    default Environment open(EnvironmentSettings settings, Environment below, EngineProfile profileBelow) {
        throw new StorageException.BadSettings("engine \"" + name()
                + "\" was not opened, no data was touched: it stands alone, and was to stand on another engine");
    }
}
