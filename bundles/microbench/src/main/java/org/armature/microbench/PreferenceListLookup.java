package org.armature.microbench;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.armature.model.NodeId;
import org.armature.ring.Member;
import org.armature.ring.Placement;
import org.armature.ring.Position;
import org.armature.ring.PreferenceList;
import org.armature.ring.Ring;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From a key to the nodes to ask: at every request. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PreferenceListLookup {
    @Param({"3", "30"})
    public int nodes;

    private final Position position = Position.of(Samples.KEY);
    private final SortedMap<NodeId, Member> members = new TreeMap<>();
    private Ring ring;

    @Setup
    public void place() {
        for (int i = 0; i < nodes; i++) {
            NodeId node = new NodeId("node-" + i);
            members.put(node, new Member(node, "10.0.0." + i + ":7100", "10.0.0." + i + ":7101", "host-" + i, "z", 1));
        }
        ring = new Ring(1, Placement.of(members.values(), 1_024).tokens(), members);
    }

    @Benchmark
    public Position position() {
        return Position.of(Samples.KEY);
    }

    @Benchmark
    public PreferenceList lookUp() {
        return ring.preferenceList(position, 3);
    }

    @Benchmark
    public Ring firstLookUpOfANewRing() {
        Ring fresh = new Ring(2, ring.tokens(), members);
        fresh.preferenceList(position, 3);
        return fresh;
    }
}
