package org.armature.runtime.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * The bundles of storage engines in this process, and the directory their jars come from. A bundle runs from a private
 * copy, so files may be put there, overwritten and removed at any time. Thread-safe; orders are carried out one after
 * the other.
 */
public interface EngineBundles {
    /** Where jars are found at the start and dropped while the node runs: {@code engines/} unless configured. */
    Path directory();

    /** Those that run, by symbolic name; two of one name while one takes the place of the other. */
    List<EngineBundle> running();

    /**
     * Whether the jar is whole, a bundle that uses the interface of storage engines, and newer than the one of its
     * name that runs. Changes nothing.
     *
     * @param evenOlder whether it may be older than the one that runs
     * @throws UnfitJar if it can't be taken
     */
    CheckedJar check(Path jar, boolean evenOlder) throws UnfitJar;

    /**
     * Installs it beside whatever runs, and starts it.
     *
     * @throws UnfitJar if it does not resolve or start here; nothing is left of it
     */
    EngineBundle start(CheckedJar jar) throws UnfitJar;

    /** Removes the private copy of a jar that is not started. */
    void forget(CheckedJar jar);

    /** Stops and uninstalls a bundle; returns when the framework keeps nothing of it. */
    void end(EngineBundle bundle);

    /**
     * Makes this jar the only one of its symbolic name that the next start finds. The one before it is kept in {@code
     * .replaced/}, and no other of its name.
     *
     * @param before the bundle whose place it took, if there was one
     * @throws IOException if files could not be moved; the next start takes the highest version it finds
     */
    void settle(EngineBundle now, Optional<EngineBundle> before) throws IOException;

    /** Whether the jar it came from is still there, under its name. */
    boolean isFileThere(EngineBundle bundle);

    /** The next start shall not find the bundle; its jar is kept in {@code .replaced/}. */
    void remove(EngineBundle bundle) throws IOException;

    /** Moves a jar that can't be used to {@code .refused/}, so that the next start does not find it. */
    void setAside(Path jar) throws IOException;

    /**
     * Looks at the directory from now on, about once a second.
     *
     * @param told the jars there that two looks in a row found the same, whenever these have changed; on a thread of
     *     its own, which may be held up
     * @return ends it
     */
    AutoCloseable watch(Consumer<SortedMap<Path, FileStamp>> told);
}
