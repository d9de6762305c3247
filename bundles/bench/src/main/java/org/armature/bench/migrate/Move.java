package org.armature.bench.migrate;

import java.time.Duration;
import org.armature.demo.engine.Comparison;

/**
 * A table that was moved on one node.
 *
 * @param served from the order until the new engine served
 * @param comparison of both engines then
 * @param over from the order until the other copy was gone
 */
record Move(String node, Stretch stretch, String to, Duration served, Comparison comparison, Duration over) {}
