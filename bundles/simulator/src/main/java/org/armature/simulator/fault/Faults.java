package org.armature.simulator.fault;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.armature.protocol.Message;
import org.armature.protocol.RepairMessage;
import org.armature.simulator.disk.Disk;
import org.armature.simulator.disk.NodeFiles;
import org.armature.simulator.disk.StoreName;
import org.armature.simulator.network.Network;
import org.armature.simulator.network.Path;
import org.armature.simulator.node.Frames;
import org.armature.simulator.node.NodeSettings;
import org.armature.simulator.node.SimulatedNode;
import org.armature.simulator.world.Draw;
import org.armature.storage.StoreKey;

/** All kinds of faults, over the nodes and the network of one world. */
public final class Faults {
    private static final long MILLI = 1_000_000L;
    private static final int MOST_KEYS_LOST = 10;

    private final List<SimulatedNode> nodes;
    private final Network network;
    private final Function<SplittableRandom, NodeSettings> upgrades;

    /** @param upgrades gives another configuration for a node */
    public Faults(List<SimulatedNode> nodes, Network network, Function<SplittableRandom, NodeSettings> upgrades) {
        this.nodes = nodes;
        this.network = network;
        this.upgrades = upgrades;
    }

    /** What takes nothing away that was promised to stay, unless a table promises nothing. */
    public List<Fault> harmless() {
        return List.of(
                new NamedFault("kill", this::kill),
                new NamedFault("kill-all", random -> killAll()),
                new NamedFault("clean-restart", this::cleanRestart),
                new NamedFault("upgrade", this::upgrade),
                new NamedFault("pause", this::pause),
                new NamedFault("slow-process", this::slowProcess),
                new NamedFault("cut", this::cutInTwo),
                new NamedFault("cut-one-way", this::cutOneWay),
                new NamedFault("isolate", this::isolate),
                new NamedFault("swizzle", this::swizzle),
                new NamedFault("clog", this::clog),
                new NamedFault("lose-messages", this::loseMessages),
                new NamedFault("repeat-messages", this::repeatMessages),
                new NamedFault("late-messages", this::lateMessages),
                new NamedFault("damage-messages", this::damageMessages),
                new NamedFault("disk-slow", this::diskSlow),
                new NamedFault("disk-errors", this::diskErrors),
                new NamedFault("disk-full", this::diskFull),
                new NamedFault("clock-step", this::clockStep),
                new NamedFault("clock-drift", this::clockDrift));
    }

    /** What takes nothing away, and is aimed at owners that compare what they hold. */
    public List<Fault> ofExchanges() {
        return List.of(
                new NamedFault("kill-exchanging", this::killExchanging),
                new NamedFault(
                        "lose-exchanges", random -> befall(RepairMessage.class, Draw.between(random, 50, 500), 0, 0)),
                new NamedFault(
                        "repeat-exchanges",
                        random -> befall(RepairMessage.class, 0, Draw.between(random, 50, 500), 0)));
    }

    /** What takes nothing away, and lets copies of what is deleted turn up once more when it has been removed. */
    public List<Fault> ofReaping() {
        return List.of(
                new NamedFault(
                        "lose-writes", random -> befall(Message.ReplicaPut.class, Draw.between(random, 50, 500), 0, 0)),
                new NamedFault(
                        "late-writes",
                        random -> befall(
                                Message.ReplicaPut.class,
                                0,
                                Draw.between(random, 50, 300),
                                Draw.between(random, 1_000, 10_000) * MILLI)));
    }

    /** What takes away what was not forced. */
    public List<Fault> ofPower(List<SimulatedNode> victims) {
        return List.of(
                new NamedFault("power-cut", random -> powerCut(random, List.of(Draw.oneOf(random, victims)))),
                new NamedFault("power-cut-all", random -> powerCut(random, victims)));
    }

    /** What takes away anything. */
    public List<Fault> destructive(List<SimulatedNode> victims) {
        return List.of(
                new NamedFault("wipe", random -> wipe(random, Draw.oneOf(random, victims))),
                new NamedFault("restore-older", random -> restoreOlder(random, Draw.oneOf(random, victims))),
                new NamedFault("lose-keys-down", random -> loseKeysDown(random, Draw.oneOf(random, victims))),
                new NamedFault("lose-key", random -> loseKey(random, Draw.oneOf(random, victims))),
                new NamedFault("damage-key", random -> damageKey(random, Draw.oneOf(random, victims))));
    }

    private SimulatedNode node(SplittableRandom random) {
        return Draw.oneOf(random, nodes);
    }

    // ---- processes

    private Optional<Runnable> kill(SplittableRandom random) {
        SimulatedNode node = node(random);
        node.kill();
        return Optional.of(node::start);
    }

    private Optional<Runnable> killAll() {
        nodes.forEach(SimulatedNode::kill);
        return Optional.of(() -> nodes.forEach(SimulatedNode::start));
    }

    private Optional<Runnable> cleanRestart(SplittableRandom random) {
        SimulatedNode node = node(random);
        if (!node.isRunning()) {
            return Optional.empty();
        }
        node.stop();
        return Optional.of(node::start);
    }

    private Optional<Runnable> upgrade(SplittableRandom random) {
        SimulatedNode node = node(random);
        if (!node.isRunning()) {
            return Optional.empty();
        }
        if (random.nextBoolean()) {
            node.stop();
        } else {
            node.kill();
        }
        node.configure(upgrades.apply(random));
        return Optional.of(node::start);
    }

    private Optional<Runnable> pause(SplittableRandom random) {
        SimulatedNode node = node(random);
        node.pause();
        return Optional.of(node::resume);
    }

    private Optional<Runnable> slowProcess(SplittableRandom random) {
        SimulatedNode node = node(random);
        node.slow(Draw.between(random, 1, 30) * MILLI);
        return Optional.of(() -> node.slow(0));
    }

    /** In the middle of an exchange, whichever side of it the node is. */
    private Optional<Runnable> killExchanging(SplittableRandom random) {
        SimulatedNode node = node(random);
        node.dieOn(Optional.of(RepairMessage.class));
        return Optional.of(() -> {
            node.dieOn(Optional.empty());
            node.start();
        });
    }

    // ---- network

    private Optional<Runnable> cutInTwo(SplittableRandom random) {
        boolean[] side = new boolean[network.hosts()];
        for (int host = 0; host < side.length; host++) {
            side[host] = random.nextBoolean();
        }
        List<int[]> cut = new ArrayList<>();
        for (int from = 0; from < side.length; from++) {
            for (int to = 0; to < side.length; to++) {
                if (side[from] != side[to]) {
                    cut.add(new int[] {from, to});
                }
            }
        }
        return cut(cut);
    }

    private Optional<Runnable> cutOneWay(SplittableRandom random) {
        int from = random.nextInt(nodes.size());
        int to = random.nextInt(nodes.size());
        return from == to ? Optional.empty() : cut(List.of(new int[] {from, to}));
    }

    private Optional<Runnable> isolate(SplittableRandom random) {
        int alone = random.nextInt(nodes.size());
        boolean fromClientsToo = random.nextBoolean();
        List<int[]> cut = new ArrayList<>();
        for (int other = 0; other < (fromClientsToo ? network.hosts() : nodes.size()); other++) {
            if (other != alone) {
                cut.add(new int[] {alone, other});
                cut.add(new int[] {other, alone});
            }
        }
        return cut(cut);
    }

    private Optional<Runnable> cut(List<int[]> paths) {
        paths.forEach(path -> network.path(path[0], path[1]).cut());
        return Optional.of(() -> paths.forEach(path -> network.join(path[0], path[1])));
    }

    /** The links of a random part of the nodes stop one by one, and come back in another order. */
    private Optional<Runnable> swizzle(SplittableRandom random) {
        List<Runnable> joins = new ArrayList<>();
        for (int node = 0; node < nodes.size(); node++) {
            if (random.nextBoolean()) {
                int stopped = node;
                List<int[]> cut = new ArrayList<>();
                for (int other = 0; other < nodes.size(); other++) {
                    if (other != stopped) {
                        cut.add(new int[] {stopped, other});
                        cut.add(new int[] {other, stopped});
                    }
                }
                cut(cut).ifPresent(joins::add);
            }
        }
        return Optional.of(() -> {
            for (int i = joins.size() - 1; i >= 0; i--) {
                joins.get(i).run();
            }
        });
    }

    private Optional<Runnable> clog(SplittableRandom random) {
        Path path = anyPath(random);
        path.clog(Draw.between(random, 10, 2_000) * MILLI);
        return Optional.of(() -> path.clog(0));
    }

    private Optional<Runnable> loseMessages(SplittableRandom random) {
        Path path = anyPath(random);
        path.lose((int) Draw.between(random, 10, 500));
        return Optional.of(() -> path.lose(0));
    }

    private Optional<Runnable> repeatMessages(SplittableRandom random) {
        Path path = anyPath(random);
        path.repeat((int) Draw.between(random, 10, 500));
        return Optional.of(() -> path.repeat(0));
    }

    private Optional<Runnable> lateMessages(SplittableRandom random) {
        Path path = anyPath(random);
        path.delayOutOfOrder((int) Draw.between(random, 10, 500), Draw.between(random, 5, 2_000) * MILLI);
        return Optional.of(() -> path.delayOutOfOrder(0, 0));
    }

    private Optional<Runnable> damageMessages(SplittableRandom random) {
        Path path = anyPath(random);
        path.damage((int) Draw.between(random, 1, 50));
        return Optional.of(() -> path.damage(0));
    }

    /** Of messages of a kind from any node to any other. */
    private Optional<Runnable> befall(Class<? extends Message> kind, long lost, long repeated, long lateNanos) {
        Path.Choice choice = new Path.Choice(frame -> Frames.isOf(frame, kind), (int) lost, (int) repeated, lateNanos);
        onPaths(path -> path.choose(choice));
        return Optional.of(() -> onPaths(path -> path.heal(choice)));
    }

    private void onPaths(Consumer<Path> work) {
        for (SimulatedNode from : nodes) {
            for (SimulatedNode to : nodes) {
                work.accept(network.path(from.number(), to.number()));
            }
        }
    }

    private Path anyPath(SplittableRandom random) {
        return network.path(random.nextInt(network.hosts()), random.nextInt(network.hosts()));
    }

    // ---- disks and clocks

    private Optional<Runnable> diskSlow(SplittableRandom random) {
        SimulatedNode node = node(random);
        node.diskState().slow((int) Draw.between(random, 10, 1_000));
        return Optional.of(() -> node.diskState().slow(1));
    }

    private Optional<Runnable> diskErrors(SplittableRandom random) {
        SimulatedNode node = node(random);
        node.diskState().fail((int) Draw.between(random, 10, 500));
        return Optional.of(() -> node.diskState().fail(0));
    }

    private Optional<Runnable> diskFull(SplittableRandom random) {
        SimulatedNode node = node(random);
        node.diskState().full(true);
        return Optional.of(() -> node.diskState().full(false));
    }

    private Optional<Runnable> clockStep(SplittableRandom random) {
        SimulatedNode node = node(random);
        node.clock().step(Draw.between(random, -60_000, 60_000));
        return Optional.of(node.clock()::adjust);
    }

    private Optional<Runnable> clockDrift(SplittableRandom random) {
        SimulatedNode node = node(random);
        node.clock().drift((int) Draw.between(random, -200_000, 200_000));
        return Optional.of(node.clock()::adjust);
    }

    // ---- what destroys data

    /** All of them within five milliseconds. */
    private Optional<Runnable> powerCut(SplittableRandom random, List<SimulatedNode> victims) {
        for (SimulatedNode node : victims) {
            long delay = random.nextLong(5 * MILLI);
            boolean inOrder = random.nextBoolean();
            int torn = random.nextInt(500);
            node.later(delay, () -> node.cutPower(inOrder, torn));
        }
        return Optional.of(() -> victims.forEach(SimulatedNode::start));
    }

    private static Optional<Runnable> wipe(SplittableRandom random, SimulatedNode node) {
        node.kill();
        node.destroyed(() -> node.disk().wipe());
        if (random.nextBoolean()) {
            node.files().wipe();
        }
        return Optional.of(node::start);
    }

    /** The whole node, or only what its engines have. */
    private static Optional<Runnable> restoreOlder(SplittableRandom random, SimulatedNode node) {
        boolean whole = random.nextBoolean();
        Disk.Backup backup = node.disk().backup();
        NodeFiles files = node.files().copy();
        return Optional.of(() -> {
            node.kill();
            node.destroyed(() -> node.disk().restore(backup));
            if (whole) {
                node.files().restore(files);
            } else {
                node.files().restoreEngines(files);
            }
            node.start();
        });
    }

    /** Some of its keys are gone when it starts again. */
    private static Optional<Runnable> loseKeysDown(SplittableRandom random, SimulatedNode node) {
        node.kill();
        Set<At> lost = new LinkedHashSet<>();
        for (long i = Draw.between(random, 1, MOST_KEYS_LOST); i > 0; i--) {
            anyKey(node, random).ifPresent(lost::add);
        }
        if (!lost.isEmpty()) {
            node.destroyed(() -> lost.forEach(at -> node.disk().loseKey(at.store(), at.key())));
        }
        return Optional.of(node::start);
    }

    private static Optional<Runnable> loseKey(SplittableRandom random, SimulatedNode node) {
        return anyKey(node, random).map(at -> {
            node.destroyed(() -> node.disk().loseKey(at.store(), at.key()));
            return () -> {};
        });
    }

    private static Optional<Runnable> damageKey(SplittableRandom random, SimulatedNode node) {
        return anyKey(node, random).map(at -> {
            node.destroyed(() -> node.disk().damage(at.store(), at.key()));
            return () -> {};
        });
    }

    private record At(StoreName store, StoreKey key) {}

    private static Optional<At> anyKey(SimulatedNode node, SplittableRandom random) {
        List<At> keys = new ArrayList<>();
        for (StoreName store : node.disk().stores()) {
            node.disk().entries(store).keySet().forEach(key -> keys.add(new At(store, key)));
        }
        return keys.isEmpty() ? Optional.empty() : Optional.of(Draw.oneOf(random, keys));
    }
}
