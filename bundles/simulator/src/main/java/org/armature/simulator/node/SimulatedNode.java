package org.armature.simulator.node;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.armature.history.Fact;
import org.armature.membership.Access;
import org.armature.membership.MembershipEffect;
import org.armature.membership.MembershipEvent;
import org.armature.membership.MembershipView;
import org.armature.model.Bytes;
import org.armature.model.NodeId;
import org.armature.node.Counter;
import org.armature.node.DataDoubt;
import org.armature.node.ExchangeReport;
import org.armature.node.ReapingReport;
import org.armature.node.TreeName;
import org.armature.protocol.Message;
import org.armature.ring.Member;
import org.armature.simulator.disk.Disk;
import org.armature.simulator.disk.DiskState;
import org.armature.simulator.disk.NodeFiles;
import org.armature.simulator.network.Connection;
import org.armature.simulator.network.Host;

/** A machine with its disk and its clock, on which the node's process runs, or does not. */
public final class SimulatedNode implements Host {
    private static final long START_RETRY_NANOS = 1_000_000_000L;
    private static final long LONGEST_AGONY_NANOS = 5_000_000L;

    private final int number;
    private final NodeId id;
    private final Surroundings world;
    private final SplittableRandom random;
    private final Disk disk;
    private final DiskState diskState;
    private final NodeFiles files = new NodeFiles();
    private final WallClock clock = new WallClock();
    private final Deque<Runnable> backlog = new ArrayDeque<>();
    private NodeSettings settings;
    private Optional<NodeProcess> process = Optional.empty();
    private boolean power = true;
    private boolean paused;
    private boolean knewItWasGone;
    private boolean setBackWhenGone;
    private long slowNanos;
    private long busyUntil;
    private boolean away;
    private boolean harmedBeneath;
    private Optional<Class<? extends Message>> fatal = Optional.empty();
    private int starts;

    /** @param number of its host; the nodes are the first ones */
    public SimulatedNode(int number, NodeId id, Surroundings world, NodeSettings settings) {
        this.number = number;
        this.id = id;
        this.world = world;
        this.settings = settings;
        this.random = world.seeds().of("node." + number);
        this.disk = new Disk(random.split());
        this.diskState = new DiskState(random.split());
        world.network().attach(number, this);
    }

    public int number() {
        return number;
    }

    public NodeId id() {
        return id;
    }

    /** As the ring has it, or would have it. */
    public Member member() {
        return settings.ring().members().getOrDefault(id, NodeNames.member(id));
    }

    public Disk disk() {
        return disk;
    }

    public DiskState diskState() {
        return diskState;
    }

    public NodeFiles files() {
        return files;
    }

    public WallClock clock() {
        return clock;
    }

    public NodeSettings settings() {
        return settings;
    }

    /** Takes effect at the next start. */
    public void configure(NodeSettings changed) {
        settings = changed;
    }

    Surroundings world() {
        return world;
    }

    SplittableRandom random() {
        return random;
    }

    // ---- life and death

    public boolean isRunning() {
        return process.isPresent();
    }

    public boolean isPaused() {
        return paused;
    }

    /** Lets something befall the machine after a while. */
    public void later(long nanos, Runnable what) {
        world.timeline().after(nanos, what);
    }

    /** It was given up: whoever starts it from now on does nothing. */
    public void stayAway() {
        away = true;
    }

    /** Starts the process, unless it runs; one whose disk does not let it tries again every second. */
    public void start() {
        power = true;
        if (away || process.isPresent()) {
            return;
        }
        if (diskState.isFull() || diskState.failsNext()) {
            int attempt = starts;
            world.timeline().after(START_RETRY_NANOS, () -> {
                if (starts == attempt && power) {
                    start();
                }
            });
            return;
        }
        starts++;
        NodeFiles.Start incarnation = files.start(disk, random::nextLong);
        world.trace().event(1, number);
        world.trace()
                .say(() -> id + " starts as " + Long.toHexString(incarnation.number())
                        + (incarnation.isNew() ? ", a new incarnation" : ", as before"));
        world.watcher().befell(this, Fact.NodeEvent.What.STARTED);
        disk.force(); // an engine that opens after a crash forces what it has recovered
        world.watcher().forced(this);
        NodeProcess started = new NodeProcess(this, incarnation.number());
        process = Optional.of(started);
        harmedBeneath &= !incarnation.isNew();
        started.open(incarnation.trees(), incarnation.doubt());
    }

    /** {@code kill -9}: what was written to the system stays, and the system closes the connections. */
    public void kill() {
        starts++;
        befell(end("killed", NodeProcess::killed), Fact.NodeEvent.What.KILLED);
    }

    /** The machine stops at once, and nobody is told. */
    public void cutPower(boolean inOrder, int tornPerMille) {
        starts++;
        power = false;
        boolean broken = end("loses its power", NodeProcess::vanished);
        broken |= disk.powerCut(inOrder, tornPerMille);
        befell(broken, Fact.NodeEvent.What.POWER_CUT);
    }

    /** A clean stop: everything is forced and closed. */
    public void stop() {
        starts++;
        if (paused) {
            resume();
        }
        process.ifPresent(NodeProcess::drained);
        disk.force();
        SortedMap<TreeName, Bytes> trees = knownTrees();
        Optional<DataDoubt> doubt = process.map(NodeProcess::doubtLeft);
        befell(end("stops", NodeProcess::killed), Fact.NodeEvent.What.KILLED);
        doubt.ifPresent(left -> files.stoppedCleanly(disk, trees, left));
    }

    /** What was stored is gone, or another: of its own, or by somebody who knows nothing of the node. */
    public void destroyed(Runnable how) {
        how.run();
        harmedBeneath = true;
        wiped();
    }

    /**
     * Whether somebody else has changed what is stored, and no process has gone through it since: one that trusts its hash
     * trees learns of that when it reads such a key, or at its next start that is not a clean one.
     */
    public boolean isHarmedBeneath() {
        return harmedBeneath;
    }

    /** The process is killed when it next meets a message of this kind; empty to spare it. */
    public void dieOn(Optional<Class<? extends Message>> kind) {
        fatal = kind;
    }

    /** Its process was asked this, or answered. */
    void met(Message message) {
        if (fatal.filter(kind -> kind.isInstance(message)).isPresent()) {
            fatal = Optional.empty();
            later(random.nextLong(LONGEST_AGONY_NANOS), this::kill);
        }
    }

    private void wiped() {
        setBackWhenGone |= knewItWasGone;
        world.watcher().befell(this, Fact.NodeEvent.What.WIPED);
    }

    private void befell(boolean promisesBroken, Fact.NodeEvent.What what) {
        world.watcher().befell(this, what);
        if (promisesBroken) {
            wiped();
        }
    }

    /** Whether it fell back to older data after it had heard of its removal: nobody takes what it has. */
    public boolean wasSetBackWhenGone() {
        return setBackWhenGone;
    }

    /** @return whether anything is gone that was promised */
    private boolean end(String how, Consumer<NodeProcess> ending) {
        world.trace().event(2, number);
        world.trace().say(() -> id + " " + how);
        process.ifPresent(running -> {
            running.count();
            knewItWasGone = running.ring().view().standing().access() == Access.RING;
            ending.accept(running);
        });
        process = Optional.empty();
        backlog.clear();
        paused = false;
        busyUntil = 0;
        return disk.processDied();
    }

    /** What the present process knows of the ring; empty if none runs. */
    public Optional<MembershipView> ring() {
        return process.map(running -> running.ring().view());
    }

    /** Asks the present process about its membership, if there is one. */
    public void ask(LongFunction<MembershipEvent> question, Consumer<MembershipEffect.Reply> answered) {
        process.ifPresent(running -> running.ask(question, answered));
    }

    /** Whether the present process was asked about its membership and has not answered yet. */
    public boolean isBeingAsked() {
        return process.filter(NodeProcess::isBeingAsked).isPresent();
    }

    /** What the present process has counted; nothing if none runs. */
    public Map<Counter, Long> counts() {
        return process.map(NodeProcess::counts).orElseGet(() -> new EnumMap<>(Counter.class));
    }

    /** The hash trees that the present process knows to be as its disk is; none if none runs. */
    public SortedMap<TreeName, Bytes> knownTrees() {
        return process.map(NodeProcess::knownTrees).orElseGet(TreeMap::new);
    }

    /** How the comparisons of the present process stand; none if none runs. */
    public List<ExchangeReport> exchanges() {
        return process.map(NodeProcess::exchanges).orElseGet(List::of);
    }

    /** How the removal of deleted data stands in the present process; none if none runs. */
    public List<ReapingReport> reapings() {
        return process.map(NodeProcess::reapings).orElseGet(List::of);
    }

    /** Of the present process. */
    public Optional<Long> incarnation() {
        return process.map(NodeProcess::incarnation);
    }

    /** Tells what the present process has counted. */
    public void count() {
        process.ifPresent(NodeProcess::count);
    }

    // ---- what makes it slow

    /** {@code SIGSTOP}: the system still accepts connections and bytes, the process does nothing. */
    public void pause() {
        if (process.isPresent()) {
            paused = true;
            world.trace().say(() -> id + " is stopped");
        }
    }

    public void resume() {
        paused = false;
        world.trace().say(() -> id + " goes on");
        while (!backlog.isEmpty() && !paused) {
            backlog.poll().run();
        }
    }

    /** Every event takes the process so long; 0 to heal. */
    public void slow(long nanosAnEvent) {
        slowNanos = nanosAnEvent;
    }

    /** Lets that life of the process do something, as soon as it can; nothing if it is over. */
    void run(NodeProcess life, Runnable work) {
        if (!life.isAlive()) {
            return;
        }
        if (paused) {
            backlog.add(() -> runIfAlive(life, work));
        } else if (slowNanos > 0 || busyUntil > world.timeline().now()) {
            busyUntil = Math.max(busyUntil, world.timeline().now()) + slowNanos;
            world.timeline().at(busyUntil, () -> runUnlessPaused(life, work));
        } else {
            work.run();
        }
    }

    private void runUnlessPaused(NodeProcess life, Runnable work) {
        if (paused) {
            backlog.add(() -> runIfAlive(life, work));
        } else {
            runIfAlive(life, work);
        }
    }

    private static void runIfAlive(NodeProcess life, Runnable work) {
        if (life.isAlive()) {
            work.run();
        }
    }

    // ---- the machine as others meet it

    @Override
    public boolean hasPower() {
        return power;
    }

    @Override
    public boolean isListening() {
        return process.isPresent();
    }

    @Override
    public void greeted(Connection connection) {
        NodeProcess life = process.orElseThrow();
        run(life, () -> life.welcome(connection));
    }

    long wallMillis() {
        return clock.millis(world.timeline().now());
    }

    @Override
    public String toString() {
        return id.name();
    }
}
