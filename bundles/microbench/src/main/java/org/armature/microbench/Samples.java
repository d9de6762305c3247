package org.armature.microbench;

import java.util.Optional;
import org.armature.model.ActorId;
import org.armature.model.Bytes;
import org.armature.model.CausalPast;
import org.armature.model.Dot;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.model.TableName;
import org.armature.model.Version;
import org.armature.model.VersionSet;

/** An object of a kilobyte, written many times through a few coordinators in turn. */
final class Samples {
    static final TableName TABLE = new TableName("shop", "carts");
    static final Key KEY = Key.utf8("customer-0000012345");
    static final int VALUE_BYTES = 1_024;
    static final int WRITES = 20;

    private Samples() {}

    static ActorId actor(int node) {
        return new ActorId(new NodeId("node-" + node), 0x5eed_0000_0000L + node, 1);
    }

    static VersionSet written(int times, int coordinators) {
        VersionSet set = VersionSet.EMPTY;
        for (int write = 0; write < times; write++) {
            set = set.put(CausalPast.of(set.seen()), version(set, write, coordinators));
        }
        return set;
    }

    /** What the next write makes. */
    static Version version(VersionSet set, int write, int coordinators) {
        ActorId actor = actor(write % coordinators);
        Dot dot = new Dot(actor, set.seen().counter(actor) + 1);
        return new Version(dot, new RequestId(0x1234_5678L, write), 1_000L * write, Optional.of(value()));
    }

    static Bytes value() {
        return Bytes.wrap(new byte[VALUE_BYTES]);
    }
}
