package org.armature.node;

import java.util.SortedMap;
import org.armature.protocol.TransferMessage;
import org.armature.ring.MoveSet;

/** A shard's part in what moves between nodes when the ring changes (Dynamo §4.9). */
final class Transfers {
    private final Handovers handovers;
    private final Arrivals arrivals;
    private final Comparisons comparisons;
    private final Leftovers leftovers;

    /** @param fences what an earlier life of this node was about to hand over */
    Transfers(ShardSettings settings, SortedMap<Integer, MoveSet> fences, Workbench bench) {
        handovers = new Handovers(bench, settings, fences);
        arrivals = new Arrivals(bench);
        comparisons = new Comparisons(bench);
        leftovers = new Leftovers(bench);
        bench.objects().tell(handovers);
    }

    void storesOpened() {
        handovers.ringChanged();
        leftovers.look();
    }

    void ringChanged() {
        arrivals.ringChanged();
        handovers.ringChanged();
        leftovers.look();
    }

    /** Copies may have become too many. */
    void tablesChanged() {
        leftovers.look();
    }

    void peerUp() {
        handovers.goOn();
    }

    void pause(boolean paused) {
        handovers.pause(paused);
    }

    void on(Event.TransferAsked asked) {
        TransferMessage message = asked.message();
        if (message instanceof TransferMessage.TransferOffer offer) {
            arrivals.on(asked.replyTo(), asked.from(), offer);
        } else if (message instanceof TransferMessage.TransferRecords records) {
            arrivals.on(asked.replyTo(), asked.from(), records);
        } else if (message instanceof TransferMessage.TransferComplete complete) {
            arrivals.on(asked.replyTo(), asked.from(), complete);
        } else if (message instanceof TransferMessage.CompareRecords compare) {
            comparisons.on(asked.replyTo(), compare);
        } else {
            throw new AssertionError(message);
        }
    }

    void pauseLeftovers(boolean paused) {
        leftovers.pause(paused);
    }

    /** Whether this node holds no copy any more of a place that it has given away. */
    boolean leftoversAreGone() {
        return leftovers.areGone();
    }

    LeftoverReport leftovers() {
        return leftovers.report();
    }

    TransferReport report() {
        return handovers.report();
    }
}
