package org.armature.node;

import java.util.List;
import java.util.Optional;
import org.armature.model.NodeId;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.protocol.ContextSealer;
import org.armature.protocol.Message;

/** What a client is shown of a key, with the context that covers it. */
final class Shown {
    private final ContextSealer sealer;
    private final EventTime time;

    Shown(ContextSealer sealer, EventTime time) {
        this.sealer = sealer;
        this.time = time;
    }

    /**
     * Where the last write wins it hides all others, be it a deletion, or expired.
     *
     * @param fastest the node to coordinate the write that may follow
     */
    Message.GetReply of(Located at, VersionSet set, Optional<NodeId> fastest) {
        long nowMillis = time.wallMillis();
        List<Version> standing =
                at.table().lastWriteWins() ? set.latest().stream().toList() : set.versions();
        List<Message.Sibling> siblings = standing.stream()
                .map(version -> new Message.Sibling(
                        version.isDeadAt(nowMillis) ? Optional.empty() : version.value(),
                        version.writtenMillis(),
                        version.dot().actor().node(),
                        version.expiresMillis()))
                .toList();
        return new Message.GetReply(siblings, sealer.seal(at.table().name(), at.key(), set.past(), fastest));
    }
}
