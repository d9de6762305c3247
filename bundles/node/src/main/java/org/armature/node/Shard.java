package org.armature.node;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.armature.model.TableName;
import org.armature.protocol.ContextSealer;
import org.armature.replication.TableSpec;
import org.armature.ring.Ring;

/**
 * A fixed set of a node's partitions: takes what happens, returns what is to be done.
 *
 * <p>No clock, no thread, no randomness, no I/O: equal events give equal effects. Not thread-safe; owned by one loop,
 * which carries out the effects in their order and tells their results as events.
 */
public final class Shard {
    private final View view;
    private final Outbox outbox = new Outbox();
    private final KeyEpochs epochs = new KeyEpochs();
    private final StorageCalls storage = new StorageCalls(outbox);
    private final Calls calls;
    private final Gets gets;
    private final Puts puts;
    private final Replicas replicas;

    /** @param sealer this shard's own */
    public Shard(ShardSettings settings, Ring ring, SortedMap<TableName, TableSpec> tables, ContextSealer sealer) {
        view = new View(settings.self(), ring, tables);
        calls = new Calls(settings, outbox);
        RecordTurns turns = new RecordTurns(outbox, storage);
        RecordReads reads = new RecordReads(outbox, storage);
        Admission admission = new Admission(view, calls, turns, outbox);
        gets = new Gets(view, admission, calls, reads, sealer, outbox);
        puts = new Puts(settings, view, admission, calls, turns, epochs, sealer, outbox);
        replicas = new Replicas(settings, view, turns, reads, outbox);
    }

    public List<Effect> on(Event event, Now now) {
        dispatch(event, now);
        if (epochs.wantsMore()) {
            outbox.add(new Effect.ReserveEpochs());
        }
        calls.wishToWake();
        return outbox.drain();
    }

    private void dispatch(Event event, Now now) {
        if (event instanceof Event.RecordRead read) {
            storage.on(read);
        } else if (event instanceof Event.RecordWritten written) {
            storage.on(written);
        } else if (event instanceof Event.Answered answered) {
            calls.on(answered);
        } else if (event instanceof Event.ReplicaPutAsked asked) {
            replicas.on(asked);
        } else if (event instanceof Event.ReplicaGetAsked asked) {
            replicas.on(asked);
        } else if (event instanceof Event.GetAsked asked) {
            gets.on(asked, now);
        } else if (event instanceof Event.PutAsked asked) {
            puts.on(asked, now);
        } else if (event instanceof Event.PutForwarded asked) {
            puts.on(asked, now);
        } else if (event instanceof Event.TimePassed) {
            calls.timePassed(now.monoNanos());
        } else if (event instanceof Event.StorageFailed failed) {
            storage.on(failed);
        } else if (event instanceof Event.SendRefused refused) {
            calls.on(refused);
        } else if (event instanceof Event.PeerUp up) {
            view.up(up.peer());
        } else if (event instanceof Event.PeerDown down) {
            view.down(down.peer());
            calls.peerDown(down.peer());
        } else if (event instanceof Event.EpochsGranted granted) {
            epochs.grant(granted.from(), granted.to());
        } else {
            throw new AssertionError(event);
        }
    }

    /** What has been counted since the shard began. */
    public Map<Counter, Long> counts() {
        return outbox.counts();
    }

    /** Requests under way. */
    public int callsUnderWay() {
        return calls.size();
    }
}
