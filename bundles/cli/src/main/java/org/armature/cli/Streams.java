package org.armature.cli;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * What the command reads and writes.
 *
 * @param out text in UTF-8 and raw values
 * @param terminal whether a person reads {@code out}
 */
public record Streams(InputStream in, PrintStream out, PrintStream err, boolean terminal) {}
