/**
 * The shell around the functional core: one loop per shard, threads for engines, listeners, the data directory. What a
 * node decides is decided in {@code org.armature.node}; here it is carried out.
 */
package org.armature.server;
