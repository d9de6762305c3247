package org.armature.simulator.node;

import org.armature.simulator.network.Network;
import org.armature.simulator.world.Seeds;
import org.armature.simulator.world.Timeline;
import org.armature.simulator.world.Trace;

/** What every part of a simulated world lives in. */
public record Surroundings(Timeline timeline, Network network, Trace trace, Seeds seeds, Watcher watcher) {}
