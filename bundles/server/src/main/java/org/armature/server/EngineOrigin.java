package org.armature.server;

import org.osgi.framework.Version;

/**
 * The bundle an engine came with.
 *
 * @param bundle the framework's number of it
 * @param version {@code major.minor.micro}, or {@code major.minor.micro.qualifier}
 */
record EngineOrigin(long bundle, String symbolicName, String version) implements Comparable<EngineOrigin> {
    /** Of an engine that came with none. */
    static final EngineOrigin NONE = new EngineOrigin(-1, "", "0.0.0");

    /** By version. */
    @Override
    public int compareTo(EngineOrigin other) {
        return Version.parseVersion(version).compareTo(Version.parseVersion(other.version));
    }
}
