/**
 * Load that goes on without a pause while something is done to the nodes: its operations count to the stretch of time in which
 * they were due, what was acknowledged is remembered, and looked for in the end.
 */
package org.armature.bench.steady;
