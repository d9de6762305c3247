package org.armature.node;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.protocol.ReapingMessage;
import org.armature.replication.EpochGuard;
import org.armature.replication.LocalCopy;
import org.armature.replication.RecordChange;

/** How far reaping has come in each partition of this shard, as this node knows it; told to the disk before it is told to others. */
final class ReapEpochs {
    /** Exactly one of the two is called, once. */
    interface Waiter {
        void kept();

        void refused(String why);
    }

    /** Told of a later epoch than this node goes by, when another node has refused something for it. */
    interface Listener {
        void overtaken(int partition, long settled);
    }

    private record Keeping(int partition, ReapEpoch epoch, Waiter waiter) {}

    private final Outbox outbox;
    private final SortedMap<Integer, ReapEpoch> epochs = new TreeMap<>();
    private final Map<Integer, ReapEpoch> onDisk = new TreeMap<>();
    private final Map<Integer, Long> passing = new TreeMap<>();
    private final Map<Long, Keeping> keeping = new LinkedHashMap<>();
    private final Set<Integer> entering = new TreeSet<>();
    private Listener listener = (partition, settled) -> {};
    private boolean doubtful;
    private long last;

    ReapEpochs(Outbox outbox) {
        this.outbox = outbox;
    }

    void resume(SortedMap<Integer, ReapEpoch> earlier) {
        epochs.putAll(earlier);
        onDisk.putAll(earlier);
    }

    void tell(Listener told) {
        listener = told;
    }

    /** What this node holds may be older than what its file says, or both may be of a copy made long ago. */
    void doubt() {
        doubtful = true;
    }

    boolean areDoubted() {
        return doubtful;
    }

    ReapEpoch of(int partition) {
        return epochs.getOrDefault(partition, ReapEpoch.NONE);
    }

    /** What this owner begins or keeps of its own now. */
    long raised(int partition) {
        return of(partition).raised();
    }

    /** Of what was read from others, or long ago, it is certain only that it is not of an earlier one than this. */
    long settled(int partition) {
        return of(partition).settled();
    }

    /**
     * Whether this node's copies may be from before something was removed everywhere else: it confirmed an epoch, since that was
     * settled, and does not know of it any more; or it does again, and what it holds has not entered anew yet.
     */
    boolean isBehind(int partition, long settled) {
        return entering.contains(partition) || (doubtful && raised(partition) < settled);
    }

    /** What this node's copies hold enters anew; until that has ended nothing that it began earlier may pass. */
    void enters(int partition) {
        entering.add(partition);
    }

    void hasEntered(int partition) {
        entering.remove(partition);
    }

    /**
     * Another node has refused something for its epoch.
     *
     * @return whether the same may be sent once more, as of the receiver's epoch: as long as this node has not confirmed that
     *     nothing earlier is left here, nothing was removed
     */
    boolean overtaken(ReapingMessage.StaleEpoch stale) {
        boolean confirmed = settled(stale.partition()) >= stale.settled();
        if (!confirmed) {
            listener.overtaken(stale.partition(), stale.settled());
        }
        boolean mayPass = !confirmed && !isBehind(stale.partition(), stale.settled());
        if (mayPass) {
            passing.merge(stale.partition(), stale.settled(), Math::max);
        }
        return mayPass;
    }

    /** What this node sends of copies that it owns no more is taken for; as of others' epoch once they have refused it. */
    long passing(int partition) {
        return Math.max(settled(partition), passing.getOrDefault(partition, 0L));
    }

    /** Goes by these from now on, unless it does already; the waiter is told when that survives a crash. */
    void raise(int partition, long raised, long settled, Waiter waiter) {
        ReapEpoch next = of(partition).with(raised, settled);
        epochs.put(partition, next);
        if (next.equals(onDisk.get(partition))) {
            waiter.kept();
            return;
        }
        keeping.put(++last, new Keeping(partition, next, waiter));
        outbox.add(new Effect.KeepReapEpoch(last, partition, next));
    }

    /** The change, if nothing it brings may be older than what was removed. */
    RecordChange<LocalCopy> guard(int partition, long reapEpoch, RecordChange<LocalCopy> merge) {
        return new EpochGuard(merge, reapEpoch, () -> settled(partition));
    }

    /** What to answer to whoever sent something earlier. */
    ReapingMessage.StaleEpoch stale(int partition) {
        return new ReapingMessage.StaleEpoch(partition, settled(partition));
    }

    /** Of which anything is known. */
    SortedSet<Integer> partitions() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(epochs.keySet()));
    }

    void on(Event.ReapEpochKept kept) {
        Keeping done = keeping.remove(kept.operation());
        onDisk.merge(done.partition(), done.epoch(), (now, next) -> now.with(next.raised(), next.settled()));
        done.waiter().kept();
    }

    void on(Event.ReapEpochRefused refused) {
        keeping.remove(refused.operation()).waiter().refused(refused.why());
    }
}
