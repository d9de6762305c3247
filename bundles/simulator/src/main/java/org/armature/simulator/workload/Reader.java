package org.armature.simulator.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.armature.model.Key;
import org.armature.model.TableName;
import org.armature.protocol.Message;
import org.armature.simulator.network.Visitor;
import org.armature.simulator.node.Surroundings;

/** Reads every key once in each round, so that replicas that differ are repaired. */
public final class Reader implements Visitor {
    private static final long LIMIT_NANOS = 5_000_000_000L;

    private final Surroundings world;
    private final SplittableRandom random;
    private final List<NodeLink> links = new ArrayList<>();
    private int outstanding;
    private int failed;

    public Reader(int host, int nodes, Surroundings world) {
        this.world = world;
        this.random = world.seeds().of("reader");
        world.network().attach(host, this);
        for (int node = 0; node < nodes; node++) {
            links.add(new NodeLink(world, random.split(), host, node));
        }
    }

    public void connect() {
        links.forEach(NodeLink::attempt);
    }

    /** Asks for everything, at once. */
    public void readAll(List<TableName> tables, List<Key> keys) {
        failed = 0;
        for (TableName table : tables) {
            for (Key key : keys) {
                outstanding++;
                new Call(new Reading(table, key), links, world.timeline(), random, LIMIT_NANOS, this::ended).start();
            }
        }
    }

    private void ended(Asking.Ending ending) {
        outstanding--;
        failed += ending.kind() == Asking.Ending.Kind.OK ? 0 : 1;
    }

    public boolean isDone() {
        return outstanding == 0;
    }

    /** How many reads of the last round failed. */
    public int failed() {
        return failed;
    }

    private record Reading(TableName table, Key key) implements Asking {
        @Override
        public Message request(long deadlineMillis, boolean again) {
            return new Message.Get(table, key, Message.ReadWish.TABLE, deadlineMillis);
        }

        @Override
        public boolean isWrite() {
            return false;
        }

        @Override
        public boolean mayBeRepeated() {
            return true;
        }
    }
}
