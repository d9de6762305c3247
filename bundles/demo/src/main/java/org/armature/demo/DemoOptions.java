package org.armature.demo;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the demo was asked for.
 *
 * @param home of the distribution
 * @param directory for its data: empty or not there; without it, a new one among the temporary files
 * @param keep whether the data stays when the demo ends
 * @param prompt whether it leaves a prompt after the tour
 */
public record DemoOptions(Path home, Optional<Path> directory, boolean keep, boolean prompt) {}
