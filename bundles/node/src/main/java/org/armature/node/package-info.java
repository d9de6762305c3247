/**
 * The step function of a node: {@link org.armature.node.Shard} takes {@link org.armature.node.Event}s and returns {@link
 * org.armature.node.Effect}s. Everything a node does for clients and for other nodes is decided here; threads, sockets,
 * clocks and disks belong to whoever drives it, be it a server or a simulator.
 */
@Export
@Version("1.0.0")
package org.armature.node;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
