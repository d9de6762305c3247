package org.armature.protocol;

import java.util.List;
import org.armature.model.NodeId;

/** What operators say to see what background work may take of nodes, and why. */
public sealed interface BackgroundMessage extends Message {
    /**
     * Answered by {@link BackgroundStatus}.
     *
     * @param everywhere of all members, else of the one that is asked
     */
    record BackgroundAsked(boolean everywhere) implements BackgroundMessage {}

    /** @param silent members that were asked and did not answer, or are down */
    record BackgroundStatus(List<NodeBackground> nodes, List<NodeId> silent) implements BackgroundMessage {
        public BackgroundStatus {
            nodes = List.copyOf(nodes);
            silent = List.copyOf(silent);
        }
    }

    /**
     * @param sharePermille of the time that the shard with the least may give to it now
     * @param mostPermille of the time, while requests are quick
     * @param quiet whether it is one of the node's quiet hours
     * @param idle whether no shard had a request in the last second
     * @param reasons names of the pressures for which a shard gives less than it may; none if all give all they may
     */
    record NodeBackground(
            NodeId node,
            int sharePermille,
            int mostPermille,
            boolean quiet,
            boolean idle,
            List<String> reasons,
            List<PressureState> pressures,
            List<JobState> jobs) {
        public NodeBackground {
            reasons = List.copyOf(reasons);
            pressures = List.copyOf(pressures);
            jobs = List.copyOf(jobs);
        }
    }

    /**
     * How strong a pressure is in the shard in which it is strongest: in nanoseconds, that of locks in failures.
     *
     * @param lately in the last six seconds
     * @param minute in the last minute
     * @param limit above which background work gets less; 0 if no notice is taken
     */
    record PressureState(String name, long lately, long minute, long limit) {}

    /**
     * What one kind of background work has got since the node was started, in all shards.
     *
     * @param slices it was given
     * @param tookMillis these took
     * @param bytes read or sent
     * @param waits slices that were not given at once
     * @param waitedMillis for all of these together
     * @param longestMillis for the one that came last
     * @param waitingMillis for the slice it waits for longest now; 0 if it waits for none
     */
    record JobState(
            String name,
            long slices,
            long tookMillis,
            long bytes,
            long waits,
            long waitedMillis,
            long longestMillis,
            long waitingMillis) {}
}
