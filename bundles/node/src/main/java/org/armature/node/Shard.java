package org.armature.node;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.Bytes;
import org.armature.model.TableName;
import org.armature.protocol.ContextSealer;
import org.armature.protocol.Message;
import org.armature.replication.LocalCopy;
import org.armature.replication.TableSpec;
import org.armature.ring.MoveSet;
import org.armature.ring.Ownership;
import org.armature.storage.load.LoadReport;

/**
 * A fixed set of a node's partitions: takes what happens, returns what is to be done.
 *
 * <p>No clock, no thread, no randomness, no I/O: equal events give equal effects. Not thread-safe; owned by one loop,
 * which carries out the effects in their order and tells their results as events.
 */
public final class Shard {
    private final ShardSettings settings;
    private final View view;
    private final Outbox outbox = new Outbox();
    private final EventTime time = new EventTime();
    private final KeyEpochs epochs = new KeyEpochs();
    private final Doubts doubts = new Doubts();
    private final TableLoads loads = new TableLoads(time);
    private final Foreground foreground = new Foreground();
    private final StorageCalls storage = new StorageCalls(outbox, loads, time, foreground);
    private final BackgroundShare background;
    private final Slices slices;
    private final Calls calls;
    private final Gets gets;
    private final Puts puts;
    private final Replicas replicas;
    private final Hints hints;
    private final HintDelivery delivery;
    private final CustodyCalls custody = new CustodyCalls(outbox);
    private final Transfers transfers;
    private final StorePasses passes;
    private final AntiEntropy antiEntropy;
    private final ReapEpochs reapEpochs = new ReapEpochs(outbox);
    private final Reaping reaping;
    private Optional<SortedMap<TableName, TableSpec>> tablesToCome = Optional.empty();

    /**
     * @param ownership as it was when the node was stopped; it may have changed since
     * @param fences moves, by N, of which an earlier life of the node kept that it was about to hand them over
     * @param sealer this shard's own
     */
    public Shard(
            ShardSettings settings,
            Ownership ownership,
            SortedMap<Integer, MoveSet> fences,
            SortedMap<TableName, TableSpec> tables,
            ContextSealer sealer) {
        this.settings = settings;
        view = new View(settings.self(), ownership, tables, time);
        calls = new Calls(settings, outbox, time, foreground);
        Gate gate = new Gate();
        RecordTurns<LocalCopy> objects = new RecordTurns<>(KeptFormat.OBJECT, outbox, storage, gate);
        hints = new Hints(settings.hints(), view, storage, outbox);
        RecordReads records = new RecordReads(outbox, storage, objects, gate);
        Admission admission = new Admission(view, calls, objects, outbox);
        Reads reads = new Reads(view, calls, records, objects, hints, doubts, reapEpochs, time, outbox);
        Shown shown = new Shown(sealer, time);
        PutRefusals refusals = new PutRefusals(view, shown, outbox);
        Coordination coordination = new Coordination(
                settings, view, calls, reads, objects, hints, epochs, reapEpochs, sealer, refusals, time, outbox);
        gets = new Gets(admission, reads, shown, time, outbox);
        puts = new Puts(view, admission, coordination, calls, sealer, time, outbox);
        replicas = new Replicas(settings, view, objects, hints, records, doubts, reapEpochs, time, outbox);
        background = new BackgroundShare(
                settings.background(), foreground, settings.transfers().sharePercent(), time, outbox);
        slices = new Slices(new Allowance(settings.transfers(), background, 0), calls, time, outbox);
        FreshWrites fresh = new FreshWrites(settings, epochs, time);
        delivery = new HintDelivery(
                settings.hints(),
                view,
                hints,
                objects,
                records,
                storage,
                calls,
                slices,
                reapEpochs,
                fresh,
                time,
                outbox);
        Workbench bench = new Workbench(
                view, calls, storage, custody, objects, hints, records, gate, slices, reapEpochs, time, outbox);
        transfers = new Transfers(settings, fences, bench);
        passes = new StorePasses(bench);
        antiEntropy = new AntiEntropy(settings, bench, doubts, delivery);
        reaping = new Reaping(settings, bench, fresh, doubts, delivery, transfers);
    }

    public List<Effect> on(Event event, Now now) {
        time.set(now);
        if (isOfRequest(event)) {
            foreground.asked(now.monoNanos());
        }
        dispatch(event);
        if (epochs.wantsMore()) {
            outbox.add(new Effect.ReserveEpochs());
        }
        calls.wishToWake();
        return outbox.drain();
    }

    private static boolean isOfRequest(Event event) {
        return event instanceof Event.GetAsked
                || event instanceof Event.PutAsked
                || event instanceof Event.PutForwarded
                || event instanceof Event.ReplicaGetAsked
                || event instanceof Event.ReplicaPutAsked;
    }

    private void dispatch(Event event) {
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
            gets.on(asked);
        } else if (event instanceof Event.PutAsked asked) {
            puts.on(asked);
        } else if (event instanceof Event.PutForwarded asked) {
            puts.on(asked);
        } else if (event instanceof Event.TimePassed) {
            calls.timePassed(time.monoNanos());
        } else if (event instanceof Event.StoreScanned scanned) {
            storage.on(scanned);
        } else if (event instanceof Event.PingAsked asked) {
            outbox.reply(asked.replyTo(), new Message.Pong(asked.ping().number()));
        } else {
            dispatchSeldom(event);
        }
    }

    private void dispatchSeldom(Event event) {
        if (event instanceof Event.StorageFailed failed) {
            storage.on(failed);
        } else if (event instanceof Event.SendRefused refused) {
            calls.on(refused);
        } else if (event instanceof Event.PeerUp up) {
            view.up(up.peer());
            delivery.peerUp(up.peer());
            transfers.peerUp();
            antiEntropy.peerUp(up.peer());
        } else if (event instanceof Event.PeerSlow slow) {
            view.slow(slow.peer());
            delivery.peerUp(slow.peer());
            transfers.peerUp();
        } else if (event instanceof Event.TablesAvoided avoided) {
            view.avoid(avoided);
        } else if (event instanceof Event.PeerDown down) {
            view.down(down.peer());
            calls.peerDown(down.peer());
        } else if (event instanceof Event.EpochsGranted granted) {
            epochs.grant(granted.from(), granted.to());
        } else if (event instanceof Event.StoresOpened) {
            delivery.storesOpened();
            transfers.storesOpened();
            antiEntropy.look();
            reaping.storesOpened();
        } else if (event instanceof Event.StoresListed listed) {
            storage.on(listed);
        } else if (event instanceof Event.RingChanged changed) {
            view.become(changed.ownership());
            delivery.lookThroughAll();
            transfers.ringChanged();
            tablesToCome.ifPresent(this::take);
            antiEntropy.look();
            reaping.ringChanged();
        } else if (event instanceof Event.TablesChanged changed) {
            take(changed.tables());
        } else if (event instanceof Event.TransferAsked asked) {
            transfers.on(asked);
        } else if (event instanceof Event.CustodyKept kept) {
            custody.on(kept);
        } else if (event instanceof Event.CustodyRefused refused) {
            custody.on(refused);
        } else if (event instanceof Event.TransfersPaused paused) {
            transfers.pause(paused.paused());
        } else if (event instanceof Event.LeftoversPaused paused) {
            transfers.pauseLeftovers(paused.paused());
        } else {
            dispatchWork(event);
        }
    }

    /** What comparisons of replicas, and of engines that a table is moved between, bring. */
    private void dispatchWork(Event event) {
        if (event instanceof Event.ExchangeAsked asked) {
            antiEntropy.on(asked);
        } else if (event instanceof Event.ReapingAsked asked) {
            reaping.on(asked);
        } else if (event instanceof Event.ReapEpochKept kept) {
            reapEpochs.on(kept);
        } else if (event instanceof Event.ReapEpochRefused refused) {
            reapEpochs.on(refused);
        } else if (event instanceof Event.RepairAsked asked) {
            antiEntropy.on(asked);
        } else if (event instanceof Event.RepairStopped stopped) {
            antiEntropy.on(stopped);
        } else if (event instanceof Event.RecordMatched matched) {
            storage.on(matched);
        } else if (event instanceof Event.StoresCompared compared) {
            storage.on(compared);
        } else if (event instanceof Event.PassAsked asked) {
            passes.on(asked);
        } else if (event instanceof Event.PassStopped stopped) {
            passes.on(stopped);
        } else {
            throw new AssertionError(event);
        }
    }

    private void take(SortedMap<TableName, TableSpec> tables) {
        if (!view.isOtherStructure(tables)) {
            tablesToCome = Optional.empty();
            view.become(tables);
        } else if (view.stands()) {
            tablesToCome = Optional.empty();
            view.become(tables);
            delivery.tablesChanged();
            transfers.tablesChanged();
            antiEntropy.look();
        } else {
            tablesToCome = Optional.of(tables);
        }
    }

    /** How far this shard's part of a transition has come. */
    public TransferReport transfers() {
        TransferReport report = transfers.report();
        long drained = isDrained(report) ? view.epoch() : 0;
        return new TransferReport(report.waiting(), report.underWay(), report.causes(), drained);
    }

    /** How far it is with copies that places have left behind. */
    public LeftoverReport leftovers() {
        return transfers.leftovers();
    }

    /** For good: who leaves and holds no place coordinates nothing and stands in for nobody, so no hint comes any more. */
    private boolean isDrained(TransferReport report) {
        return view.isLeaving() && report.isIdle() && hints.areGone() && !calls.anyIs(PutCall.class);
    }

    /** What has been counted since the shard began. */
    public Map<Counter, Long> counts() {
        return outbox.counts();
    }

    /** Stands for the requests that this node has begun to coordinate until now, see {@link #answersAllUpTo}. */
    public long newestCall() {
        return calls.newest();
    }

    /** Whether every request that this node coordinated before {@link #newestCall} told this number has been answered. */
    public boolean answersAllUpTo(long call) {
        return !calls.anyAwaitedUpTo(call);
    }

    /**
     * What each table has done to its engine in this shard.
     *
     * @param nowNanos monotonic, as in {@link Now}
     */
    public SortedMap<TableName, LoadReport> loads(long nowNanos) {
        return loads.reports(nowNanos);
    }

    /** Goes on counting from what an earlier life of the node had counted. */
    public void resumeLoads(SortedMap<TableName, LoadReport> earlier) {
        loads.resume(earlier);
    }

    /**
     * The hash trees of an earlier life of the node, to be called before the first event; only if that was stopped cleanly and
     * its stores are as it left them.
     */
    public void resumeTrees(SortedMap<TreeName, Bytes> earlier) {
        antiEntropy.resume(earlier);
    }

    /** How far reaping had come in an earlier life of the node, to be called before the first event. */
    public void resumeReapEpochs(SortedMap<Integer, ReapEpoch> earlier) {
        SortedMap<Integer, ReapEpoch> own = new TreeMap<>(earlier);
        own.keySet().removeIf(partition -> partition % settings.shards() != settings.index());
        reapEpochs.resume(own);
    }

    /** What this node can't be sure of in what its disk has; to be called before the first event. */
    public void doubt(DataDoubt doubt) {
        if (doubt != DataDoubt.NONE) {
            doubts.begin();
        }
        if (doubt == DataDoubt.MAY_BE_OLD) {
            reapEpochs.doubt();
        }
    }

    /**
     * What is left of that: a later life must doubt it as well, however cleanly this one ends. A place that was compared is of
     * the others' reap epoch; what is kept for other nodes, or of places given away, is compared with nobody.
     */
    public DataDoubt doubtLeft() {
        boolean keepsMore = !hints.areGone() || !transfers.leftoversAreGone();
        if (reapEpochs.areDoubted() && (!doubts.areGone() || keepsMore)) {
            return DataDoubt.MAY_BE_OLD;
        }
        return doubts.areGone() ? DataDoubt.NONE : DataDoubt.MAY_LACK;
    }

    /** How the removal of deleted data stands in the partitions of this shard of which anything is known. */
    public List<ReapingReport> reapings() {
        return reaping.reports();
    }

    /** How far an earlier life had read places through, whichever way it ended; to be called before the first event. */
    public void resumeScrub(SortedMap<TreeName, ScrubPlace> earlier) {
        antiEntropy.resumeScrub(earlier);
    }

    /** The hash trees that are as their stores are now; all of them once nothing is under way any more. */
    public SortedMap<TreeName, Bytes> knownTrees() {
        return antiEntropy.known();
    }

    /** How far trees are known. */
    public TreesReport trees() {
        return antiEntropy.trees();
    }

    /** How the partitions that this shard is to compare with other owners stand. */
    public List<ExchangeReport> exchanges() {
        return antiEntropy.exchanges();
    }

    /** How far a repair on demand is; empty if it has ended. */
    public Optional<RepairReport> repair(long order) {
        return antiEntropy.repair(order);
    }

    /**
     * What background work may take, and why.
     *
     * @param nowNanos monotonic, as in {@link Now}
     */
    public BackgroundReport background(long nowNanos) {
        return background.report(nowNanos);
    }

    /** What each kind of background work has got, and waits for; in their order. */
    public List<JobReport> jobs(long nowNanos) {
        return slices.reports(nowNanos);
    }

    /** Requests under way. */
    public int callsUnderWay() {
        return calls.size();
    }
}
