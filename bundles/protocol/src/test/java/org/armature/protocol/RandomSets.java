package org.armature.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.armature.model.ActorId;
import org.armature.model.Bytes;
import org.armature.model.CausalPast;
import org.armature.model.Dot;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.model.RequestLog;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.model.VersionVector;

/** Version sets of any shape a replica could hold, from a seed. */
final class RandomSets {
    private RandomSets() {}

    static VersionSet set(Random random) {
        TreeMap<ActorId, VersionVector.Entry> seen = new TreeMap<>();
        List<Version> versions = new ArrayList<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            ActorId actor = actor(random);
            long counter = random.nextBoolean() ? 1 + random.nextInt(200) : ActorEntry.MAX_COUNTER;
            if (seen.put(actor, new VersionVector.Entry(counter, random.nextLong())) == null
                    && random.nextInt(3) == 0) {
                Optional<Bytes> value = value(random);
                versions.add(new Version(
                        new Dot(actor, 1 + random.nextInt((int) Math.min(counter, 100))),
                        new RequestId(random.nextLong(), random.nextLong()),
                        random.nextLong(),
                        0,
                        value,
                        value.isEmpty() ? 0 : expiry(random)));
            }
        }
        versions.removeIf(version ->
                seen.get(version.dot().actor()).counter() < version.dot().counter());
        List<RequestLog.Event> events = new ArrayList<>();
        for (int i = random.nextInt(18); i > 0; i--) {
            ActorId actor = seen.isEmpty() || random.nextInt(4) == 0 ? actor(random) : seen.lastKey();
            events.add(new RequestLog.Event(
                    new RequestId(random.nextLong(), random.nextInt(2)),
                    new Dot(actor, 1 + random.nextInt(5)),
                    random.nextInt(),
                    random.nextBoolean()));
        }
        return VersionSet.of(versions, VersionVector.of(seen), RequestLog.of(events));
    }

    /** Two copies of one key after a common history of puts and exchanges. */
    static List<VersionSet> replicas(Random random) {
        VersionSet[] copies = {VersionSet.EMPTY, VersionSet.EMPTY};
        List<ActorId> actors = List.of(Samples.ACTOR_A, Samples.ACTOR_B);
        for (int step = random.nextInt(30); step > 0; step--) {
            int at = random.nextInt(2);
            if (random.nextInt(4) == 0) {
                copies[at] = copies[at].merge(copies[1 - at]);
                continue;
            }
            ActorId actor = actors.get(at);
            Dot dot = new Dot(actor, copies[at].seen().counter(actor) + 1);
            RequestId request = new RequestId(step, at);
            CausalPast context = random.nextBoolean() ? copies[at].past() : CausalPast.NOTHING;
            Optional<Bytes> value = value(random);
            Version version =
                    new Version(dot, request, random.nextInt(1_000), 0, value, value.isEmpty() ? 0 : expiry(random));
            copies[at] = random.nextInt(4) == 0
                    ? copies[at].putRepeated(context, version)
                    : copies[at].put(context, version);
        }
        return List.of(copies);
    }

    private static ActorId actor(Random random) {
        return new ActorId(
                new NodeId("n" + random.nextInt(4)),
                random.nextBoolean() ? random.nextInt(2) : random.nextLong(),
                random.nextBoolean() ? random.nextInt(2) : random.nextLong());
    }

    private static long expiry(Random random) {
        return random.nextBoolean() ? 0 : random.nextLong() & Long.MAX_VALUE;
    }

    private static Optional<Bytes> value(Random random) {
        if (random.nextInt(4) == 0) {
            return Optional.empty();
        }
        byte[] value = new byte[random.nextBoolean() ? random.nextInt(4) : random.nextInt(2_000)];
        random.nextBytes(value);
        return Optional.of(Bytes.wrap(value));
    }
}
