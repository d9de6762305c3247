package org.armature.bench.migrate;

import java.time.Duration;

/**
 * A node that was killed while it moved a table, and went on.
 *
 * @param stage of the move in the node's note, as the next start finds it; {@code over} if there was none any more
 * @param away until it was ready again
 */
record Kill(String node, String engine, Step step, String stage, Duration away) {}
