package org.armature.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.function.LongSupplier;

/** One of the two that take turns, with everything measured of it so far. */
final class Side {
    private final Load load;
    private final Servers servers;
    private final LongSupplier ownCpuNanos;
    private final List<Double> throughputs = new ArrayList<>();
    private final Tally tally = new Tally();
    private long nanos;
    private long clientCpuNanos;
    private long serverCpuNanos;
    private boolean serverCpuKnown = true;

    /** @param ownCpuNanos CPU time this process has used */
    Side(Load load, Servers servers, LongSupplier ownCpuNanos) {
        this.load = load;
        this.servers = servers;
        this.ownCpuNanos = ownCpuNanos;
    }

    void warmUp(Duration length, OptionalDouble rate) {
        if (!length.isZero()) {
            load.run(length, rate);
        }
    }

    /** @return operations a second of this slice */
    double measure(Duration length, OptionalDouble rate) {
        SortedMap<String, Map<String, Long>> serversBefore = servers.figures();
        long ownBefore = ownCpuNanos.getAsLong();
        Load.Slice slice = load.run(length, rate);
        clientCpuNanos += ownCpuNanos.getAsLong() - ownBefore;
        addServerCpu(serversBefore, servers.figures());
        tally.add(slice.tally());
        nanos += slice.nanos();
        throughputs.add(slice.perSecond());
        return slice.perSecond();
    }

    private void addServerCpu(SortedMap<String, Map<String, Long>> before, SortedMap<String, Map<String, Long>> after) {
        serverCpuKnown &= !before.isEmpty();
        for (Map.Entry<String, Map<String, Long>> server : before.entrySet()) {
            Long from = server.getValue().get(Servers.CPU);
            Long to = after.getOrDefault(server.getKey(), Map.of()).get(Servers.CPU);
            if (from == null || to == null) {
                serverCpuKnown = false;
            } else {
                serverCpuNanos += to - from;
            }
        }
    }

    SideReport report() {
        return SideReport.of(
                tally,
                nanos,
                throughputs,
                serverCpuKnown ? OptionalDouble.of((double) serverCpuNanos) : OptionalDouble.empty(),
                clientCpuNanos);
    }
}
