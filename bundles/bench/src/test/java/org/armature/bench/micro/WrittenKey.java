package org.armature.bench.micro;

import java.util.Arrays;
import java.util.Optional;
import org.armature.model.ActorId;
import org.armature.model.Bytes;
import org.armature.model.Dot;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.model.Version;
import org.armature.model.VersionSet;

/** What replicas hold of a key of a kilobyte that was written many times, through three coordinators in turn. */
final class WrittenKey {
    private static final int COORDINATORS = 3;
    private static final int WRITES = 20;
    private static final int VALUE_BYTES = 1_024;

    private WrittenKey() {}

    private static VersionSet after(VersionSet before, int write) {
        byte[] value = new byte[VALUE_BYTES];
        Arrays.fill(value, (byte) write);
        ActorId actor = new ActorId(new NodeId("n" + write % COORDINATORS), 7, 1);
        Dot dot = new Dot(actor, before.seen().counter(actor) + 1);
        return before.put(
                before.seen(),
                new Version(dot, new RequestId(write, write), 1_000 + write, Optional.of(Bytes.wrap(value))));
    }

    /** On a replica that has every write. */
    static VersionSet current() {
        return afterWrites(WRITES);
    }

    /** On a replica that lacks the last write. */
    static VersionSet behind() {
        return afterWrites(WRITES - 1);
    }

    /** On a replica that has another last write than {@link #current()}: the two make siblings. */
    static VersionSet aside() {
        return after(behind(), WRITES + 1);
    }

    private static VersionSet afterWrites(int writes) {
        VersionSet set = VersionSet.EMPTY;
        for (int write = 1; write <= writes; write++) {
            set = after(set, write);
        }
        return set;
    }
}
