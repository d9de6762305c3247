package org.armature.bench.micro;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.armature.model.Key;
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
public class PreferenceListBenchmark {
    private static final int PARTITIONS = 256;

    @Param({"3", "8"})
    public int nodes;

    private Ring ring;
    private Key key;
    private Position position;

    @Setup
    public void placeTokens() {
        TreeMap<NodeId, Member> members = new TreeMap<>();
        List<Member> list = new ArrayList<>();
        for (int number = 1; number <= nodes; number++) {
            NodeId node = new NodeId("n" + number);
            Member member = new Member(
                    node, "10.0.0." + number + ":7100", "10.0.0." + number + ":7101", "host" + number, "z", 1);
            members.put(node, member);
            list.add(member);
        }
        ring = new Ring(1, Placement.of(list, PARTITIONS).tokens(), members);
        key = Key.utf8("bench-0000000001");
        position = Position.of(key);
    }

    @Benchmark
    public Position position() {
        return Position.of(key);
    }

    @Benchmark
    public PreferenceList preferenceList() {
        return ring.preferenceList(ring.partitionOf(position), 3);
    }
}
