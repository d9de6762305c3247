package org.armature.runtime.engine;

import java.nio.file.Path;

/**
 * A bundle of {@code engines/} that runs, from a private copy of its jar.
 *
 * @param id the framework's
 * @param symbolicName the same for all versions of it
 * @param version as in its manifest, with all parts
 * @param file the jar it was copied from, which may have changed since or be gone
 * @param stamp of the jar when it was copied
 * @param digest SHA-256 of the jar, in hexadecimal digits
 */
public record EngineBundle(long id, String symbolicName, String version, Path file, FileStamp stamp, String digest) {}
