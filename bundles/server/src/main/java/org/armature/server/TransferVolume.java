package org.armature.server;

import java.util.Map;
import java.util.TreeMap;
import org.armature.model.NodeId;

/** How many bytes the members have sent in transfers since each was first heard, over their restarts. Not thread-safe. */
final class TransferVolume {
    private record Figure(long start, long sent) {}

    private final Map<NodeId, Figure> latest = new TreeMap<>();
    private long bytes;

    /**
     * @param start tells a member's starts apart
     * @param sent in bytes, since that start
     */
    void heard(NodeId member, long start, long sent) {
        Figure before = latest.get(member);
        boolean same = before != null && before.start() == start;
        if (same) {
            bytes += Math.max(0, sent - before.sent());
        } else if (before != null) {
            bytes += sent;
        }
        latest.put(member, new Figure(start, same ? Math.max(sent, before.sent()) : sent));
    }

    long bytes() {
        return bytes;
    }
}
