package org.armature.runtime.engine;

import java.nio.file.Path;

/**
 * A jar that is whole and could take the place of another, with a private copy of it. Either it is started or forgotten.
 *
 * @param file where it was found
 * @param stamp of that file
 * @param copy what would run
 * @param symbolicName of the bundle
 * @param version of the bundle, with all parts
 * @param digest SHA-256, in hexadecimal digits
 */
public record CheckedJar(Path file, FileStamp stamp, Path copy, String symbolicName, String version, String digest) {}
