package org.armature.model;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A made-up life of one key on several replicas, from a seed: reads of some replicas, writes with the context of an
 * earlier read or none, writes repeated through another coordinator, sets delivered late, twice or never, replicas that
 * hand the key over and forget it. Beside each replica's set it keeps, without looking into the set, which writes have
 * reached the replica; and for each write what its client had seen.
 */
final class KeyHistory {
    /** A set somewhere, and the writes that went into it. */
    record Copy(VersionSet set, BitSet reached) {
        static final Copy NONE = new Copy(VersionSet.EMPTY, new BitSet());

        Copy merge(Copy other) {
            return new Copy(set.merge(other.set), union(reached, other.reached));
        }

        /** The writes of the versions that stand. */
        BitSet standing() {
            return set.versions().stream()
                    .mapToInt(version -> (int) version.request().low())
                    .collect(BitSet::new, BitSet::set, BitSet::or);
        }
    }

    /** What a client holds after a read. */
    private record Context(CausalPast past, BitSet saw) {}

    private record Write(int number, Context context) {}

    private final Random random;
    private final boolean repeats;
    private final List<Copy> replicas = new ArrayList<>();
    private final List<Integer> epochs = new ArrayList<>();
    private final List<Copy> underWay = new ArrayList<>();
    private final List<Context> contexts = new ArrayList<>(List.of(new Context(CausalPast.NOTHING, new BitSet())));
    private final List<Write> writes = new ArrayList<>();
    /** By write: the writes its client had seen. */
    private final List<BitSet> pasts = new ArrayList<>();

    private int dots;
    private long now = 1_000_000;

    /** @param repeats whether clients repeat writes through other coordinators */
    KeyHistory(long seed, boolean repeats) {
        this.random = new Random(seed);
        this.repeats = repeats;
        for (int replica = 2 + random.nextInt(4); replica > 0; replica--) {
            replicas.add(Copy.NONE);
            epochs.add(1);
        }
        underWay.add(Copy.NONE);
    }

    /** How many events there were, those of repeated writes included. */
    int dots() {
        return dots;
    }

    List<Copy> replicas() {
        return replicas;
    }

    /** Every copy there is or was on its way; all that could ever meet. */
    List<Copy> copies() {
        List<Copy> copies = new ArrayList<>(underWay);
        copies.addAll(replicas);
        return copies;
    }

    /** Does one thing. */
    void step() {
        now += random.nextInt(50);
        int replica = random.nextInt(replicas.size());
        int dice = random.nextInt(20);
        if (dice < 6) {
            put(replica, new Write(writes.size(), anyOf(contexts)));
        } else if (dice < 8 && repeats && !writes.isEmpty()) {
            put(replica, anyOf(writes));
        } else if (dice < 12) {
            read();
        } else if (dice < 19) {
            replicas.set(replica, replicas.get(replica).merge(anyOf(underWay)));
        } else {
            handOver(replica);
        }
        underWay.add(replicas.get(replica));
    }

    /**
     * A new write through a coordinator that had not seen it through to anybody when it died, repeated through another;
     * and what the dead one has on its disk.
     */
    Copy putThroughOneThatDies() {
        Write write = new Write(writes.size(), anyOf(contexts));
        int coordinator = random.nextInt(replicas.size());
        Copy before = replicas.get(coordinator);
        put(coordinator, write);
        Copy left = replicas.get(coordinator);
        replicas.set(coordinator, before);
        epochs.set(coordinator, epochs.get(coordinator) + 1);
        put(random.nextInt(replicas.size()), write);
        return left;
    }

    /** The latest of a list more often than the others. */
    private <T> T anyOf(List<T> list) {
        int back = Math.min(random.nextInt(list.size()), random.nextInt(list.size()));
        return list.get(list.size() - 1 - back);
    }

    private void put(int replica, Write write) {
        RequestId request = new RequestId(7, write.number());
        Copy copy = replicas.get(replica);
        if (!copy.set().dotsOf(request).isEmpty()) {
            return;
        }
        boolean retried = write.number() < writes.size();
        if (!retried) {
            writes.add(write);
            pasts.add(write.context().saw());
        }
        ActorId actor = new ActorId(new NodeId("n" + replica), 1, epochs.get(replica));
        Dot dot = new Dot(actor, copy.set().seen().counter(actor) + 1);
        Version version = new Version(dot, request, now, Optional.of(Bytes.utf8("value " + write.number())));
        dots++;
        CausalPast past = write.context().past();
        VersionSet after =
                retried ? copy.set().putRepeated(past, version) : copy.set().put(past, version);
        BitSet reached = union(copy.reached(), write.context().saw());
        reached.set(write.number());
        replicas.set(replica, new Copy(after, reached));
    }

    /** The client has seen what stands, and so all that those who wrote it had seen. */
    private void read() {
        Copy answer = Copy.NONE;
        for (int asked = 1 + random.nextInt(replicas.size()); asked > 0; asked--) {
            answer = answer.merge(replicas.get(random.nextInt(replicas.size())));
        }
        contexts.add(new Context(answer.set().past(), closure(answer.standing())));
    }

    private BitSet closure(BitSet numbers) {
        BitSet closure = (BitSet) numbers.clone();
        numbers.stream().forEach(number -> closure.or(pasts.get(number)));
        return closure;
    }

    private void handOver(int replica) {
        int heir = random.nextInt(replicas.size());
        if (heir != replica) {
            replicas.set(heir, replicas.get(heir).merge(replicas.get(replica)));
            replicas.set(replica, Copy.NONE);
            epochs.set(replica, epochs.get(replica) + 1);
        }
    }

    /** The writes none of the others had seen: what must stand. */
    BitSet latest(BitSet numbers) {
        BitSet latest = (BitSet) numbers.clone();
        numbers.stream().forEach(number -> latest.andNot(pasts.get(number)));
        return latest;
    }

    /** The writes that reached the copy, neither stand there nor were seen by the writer of one that does. */
    BitSet lost(Copy copy) {
        BitSet lost = (BitSet) copy.reached().clone();
        lost.andNot(closure(copy.standing()));
        return lost;
    }

    private static BitSet union(BitSet a, BitSet b) {
        BitSet union = (BitSet) a.clone();
        union.or(b);
        return union;
    }
}
