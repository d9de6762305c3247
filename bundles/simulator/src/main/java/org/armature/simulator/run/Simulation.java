package org.armature.simulator.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.armature.history.Fact;
import org.armature.model.Key;
import org.armature.replication.TableSpec;
import org.armature.ring.Ring;
import org.armature.ring.Strategy;
import org.armature.simulator.check.Chronicle;
import org.armature.simulator.check.FinalLook;
import org.armature.simulator.check.Violation;
import org.armature.simulator.fault.Fault;
import org.armature.simulator.fault.Faults;
import org.armature.simulator.fault.Nemesis;
import org.armature.simulator.fault.RingChanges;
import org.armature.simulator.fault.StepStrike;
import org.armature.simulator.network.Network;
import org.armature.simulator.node.NodeNames;
import org.armature.simulator.node.NodeSettings;
import org.armature.simulator.node.SimulatedNode;
import org.armature.simulator.node.Surroundings;
import org.armature.simulator.workload.Client;
import org.armature.simulator.workload.Habits;
import org.armature.simulator.workload.KnownTable;
import org.armature.simulator.workload.Reader;
import org.armature.simulator.world.Seeds;
import org.armature.simulator.world.Timeline;
import org.armature.simulator.world.Trace;
import org.armature.storage.Durability;

/** One run of one seed: faults and clients for a while, then quiet, then judgement. */
public final class Simulation {
    private static final long SECOND = 1_000_000_000L;
    private static final long MICRO = 1_000L;
    private static final long MILLI = 1_000_000L;
    /** For hints to be delivered, and for a round of reads, or of comparisons. */
    private static final long LONGEST_WAIT = 300 * SECOND;

    /** For values to expire, by clocks that were wrong, and for the rounds that remove them. */
    private static final long LONGEST_REAPING = 450 * SECOND;

    /** For the owners of a key to remove it, from the first to the last. */
    private static final long LONGEST_REMOVAL = 60 * SECOND;

    private static final long TREES_NANOS = 2 * SECOND;
    /** Nodes that may join. */
    private static final int SPARES = 2;
    /** In which reads have to make all owners equal. */
    private static final int ROUNDS = 3;

    private final long seed;
    private final Options options;
    private final long seconds;
    private final Timeline timeline;
    private final Trace trace;
    private final Chronicle chronicle;
    private final Ring ring;
    private final NodeSettings settings;
    private final List<KnownTable> tables;
    private final List<Key> keys = new ArrayList<>();
    private final List<SimulatedNode> nodes = new ArrayList<>();
    /** Those of the first ring. */
    private final List<SimulatedNode> members;

    private final List<Client> clients = new ArrayList<>();
    /** Those that faults may befall: members, and nodes that have joined. */
    private final List<SimulatedNode> hittable = new ArrayList<>();

    private Optional<StepStrike> strike = Optional.empty();
    private final RingChanges operators;
    private final Nemesis nemesis;
    private final Reader reader;
    private final boolean compares;
    /** Whether the first node stays dead when all is healed. */
    private final boolean dies;

    private int longestLeft;

    /**
     * @param given options in place of what the seed would draw
     * @param told takes a line for each event; null if nobody reads along
     * @throws IllegalArgumentException if an option is unknown, or its value makes no sense
     */
    public Simulation(long seed, Map<String, String> given, Consumer<String> told) {
        this.seed = seed;
        options = new Options(seed, given);
        Seeds seeds = options.seeds();
        timeline = new Timeline(seeds);
        String strikeAt = options.oneOf("strike-at", "never");
        trace = told == null && strikeAt.equals("never")
                ? Trace.silent(timeline)
                : Trace.told(timeline, line -> heard(line, told));
        chronicle = new Chronicle(timeline, trace);
        seconds = options.between("seconds", 60, 60);
        int memberCount = (int) options.between("nodes", 3, 7);
        boolean changes = options.chance("ring-changes", 400);
        int nodeCount = memberCount + (changes ? SPARES : 0);
        int clientCount = (int) options.between("clients", 4, 10);
        Network network = new Network(timeline, seeds, nodeCount + clientCount + 1);
        setDelays(network, seeds.of("delays"));
        strike = StepStrike.parse(strikeAt, timeline, network);
        Surroundings world = new Surroundings(timeline, network, trace, seeds, chronicle);
        ring = Cluster.ring(options, memberCount);
        tables = Cluster.tables(options);
        tables.forEach(table -> chronicle.table(table.spec(), promise(table)));
        settings = Cluster.settings(options, ring, tables);
        compares = settings.exchanges().intervalMillis() > 0;
        for (int number = 0; number < nodeCount; number++) {
            nodes.add(new SimulatedNode(number, NodeNames.of(number), world, settings));
        }
        chronicle.clocksAreWrongBy(() -> nodes.stream()
                .mapToLong(node -> node.clock().worstMillis())
                .max()
                .orElse(0));
        members = nodes.subList(0, memberCount);
        hittable.addAll(members);
        strike.ifPresent(striking -> striking.against(nodes.subList(0, Math.min(nodes.size(), memberCount + 1))));
        for (int key = 0; key < options.oneOf("keys", 5L, 20L, 60L); key++) {
            keys.add(Key.utf8("key" + key));
        }
        long rate = options.between("rate", 40, 60);
        Habits habits = new Habits(
                tables,
                keys,
                SECOND * clientCount / rate,
                MILLI * options.between("deadline-ms", 500, 4_000),
                (int) options.oneOf("value-bytes", 40L, 40L, 300L, 3_000L),
                !options.chance("unconfirmed-registers", 0),
                options.chance("repeat-blind-deletions", 250),
                (int) options.oneOf("short-lived", 0L, 0L, 300L),
                (int) options.oneOf("conditional", 0L, 0L, 300L),
                (int) options.oneOf("wishful", 0L, 0L, 300L),
                nodeCount);
        for (int number = 0; number < clientCount; number++) {
            clients.add(new Client("c" + number, nodeCount + number, world, habits, chronicle));
        }
        reader = new Reader(nodeCount + clientCount, nodeCount, world);
        int largestN = tables.stream().mapToInt(table -> table.spec().n()).max().orElseThrow();
        operators = new RingChanges(nodes, nodes.subList(memberCount, nodeCount), largestN, hittable::add);
        nemesis = new Nemesis(
                world,
                faults(network, changes),
                MILLI * options.between("fault-pause-ms", 300, 5_000),
                MILLI * options.between("fault-lasts-ms", 200, 8_000));
        boolean sloppy = tables.stream()
                .map(table -> table.spec().quorums())
                .noneMatch(quorums -> quorums.strict() || quorums.n() < 3 || quorums.pr() > 0);
        boolean survivesKills = tables.stream().allMatch(table -> table.spec().durability() != Durability.MEMORY);
        // else, once all were killed, what is left of a write may be only a hint for the dead one
        dies = options.chance("one-stays-dead", 250) && sloppy && survivesKills && memberCount > 3 && !changes;
        if (!options.unknown().isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no option " + String.join(", ", options.unknown()) + "; the options are " + options);
        }
    }

    private void heard(String line, Consumer<String> told) {
        if (told != null) {
            told.accept(line);
        }
        strike.ifPresent(striking -> striking.told(line));
    }

    private void setDelays(Network network, SplittableRandom random) {
        long base = options.oneOf("delay-us", 50L, 200L, 1_000L, 10_000L) * MICRO;
        for (int from = 0; from < network.hosts(); from++) {
            for (int to = 0; to < network.hosts(); to++) {
                network.path(from, to).delay(base / 2 + random.nextLong(base), base / 2);
            }
        }
    }

    private Fact.Reconcile promise(KnownTable table) {
        return switch (table.use()) {
            case SIBLINGS -> Fact.Reconcile.SIBLINGS;
            case LAST_WRITE_WINS -> options.chance("believe-in-lww", 0) ? Fact.Reconcile.SIBLINGS : Fact.Reconcile.LWW;
            case REGISTER -> Fact.Reconcile.REGISTER;
        };
    }

    private List<Fault> faults(Network network, boolean changes) {
        boolean mayLoseOne =
                tables.stream().allMatch(table -> table.spec().quorums().w() > 1);
        boolean aVictim = options.chance("victim", 300) && mayLoseOne;
        boolean aLostJoiner = options.chance("lost-joiner", 150) && mayLoseOne && !aVictim;
        boolean allForced = tables.stream().allMatch(table -> table.spec().durability() == Durability.DISK);
        Faults faults = new Faults(hittable, network, random -> Cluster.changed(settings, random));
        List<Fault> all = new ArrayList<>(faults.harmless());
        if (compares) {
            all.addAll(faults.ofExchanges());
        }
        if (settings.reaping().intervalMillis() > 0) {
            all.addAll(faults.ofReaping());
        }
        if (allForced) {
            all.addAll(faults.ofPower(members));
        }
        if (changes) {
            all.addAll(operators.changes());
        }
        if (changes && aVictim) {
            all.add(operators.giveUp(nodes.get(0)));
        }
        if (changes && aLostJoiner) {
            all.add(operators.giveUpJoiner());
        }
        if (aVictim) {
            all.addAll(faults.ofPower(nodes.subList(0, 1)));
            all.addAll(faults.destructive(nodes.subList(0, 1)));
        }
        String only = options.oneOf("only-fault", "any");
        if (!only.equals("any")) {
            List<String> kinds = List.of(only.split("/", -1));
            return all.stream().filter(fault -> kinds.contains(fault.kind())).toList();
        }
        return all.stream()
                .filter(fault ->
                        options.chance("fault." + fault.kind(), fault.kind().startsWith("ring-") ? 800 : 350))
                .toList();
    }

    /** Runs to the end. */
    public Outcome run() {
        trace.say(() -> "options " + options);
        List<Violation> violations = new ArrayList<>();
        try {
            members.forEach(SimulatedNode::start);
            clients.forEach(Client::start);
            nemesis.start();
            lookAtTrees();
            timeline.runUntil(seconds * SECOND);
            clients.forEach(Client::stop);
            nemesis.stop();
            heal(violations);
            nodes.forEach(SimulatedNode::count);
            violations.addAll(
                    chronicle.verdict(nemesis.counts().keySet().stream().noneMatch(kind -> kind.startsWith("clock-"))));
        } catch (RuntimeException | AssertionError broken) {
            violations.add(new Violation("CRASH", String.valueOf(broken)));
        }
        return outcome(violations);
    }

    private void lookAtTrees() {
        nodes.forEach(chronicle::lookAtTrees);
        timeline.after(TREES_NANOS, this::lookAtTrees);
    }

    /**
     * Hints have to go; then comparisons, if there are any, have to make all owners hold the same versions without any read;
     * then reads have to make them equal in what they have seen, too.
     */
    private void heal(List<Violation> violations) {
        trace.say(() -> "the faults are over");
        List<SimulatedNode> dead = nodes.subList(0, dies ? 1 : 0);
        for (SimulatedNode node : dead) {
            node.kill();
            node.destroyed(node.disk()::wipe);
        }
        hittable.stream().filter(node -> !dead.contains(node)).forEach(SimulatedNode::start);
        reader.connect();
        timeline.runUntil(timeline.now() + RingChanges.LONGEST_DELAY_NANOS);
        FinalLook look = new FinalLook(nodes, ring);
        if (!waitUntil(
                LONGEST_WAIT,
                () -> !operators.areUnderWay()
                        && look.ringStands()
                        && look.leftovers().isEmpty())) {
            violations.add(new Violation("I-10 TRANSITION_STUCK", stuck(look)));
        }
        nodes.stream().filter(SimulatedNode::wasSetBackWhenGone).forEach(SimulatedNode::kill);
        waitUntil(LONGEST_WAIT, () -> clients.stream().noneMatch(Client::isBusy) && hintsAreGone(look));
        if (compares) {
            restartHarmed();
            waitUntil(LONGEST_WAIT, () -> hintsAreGone(look));
            waitUntil(LONGEST_REAPING, () -> dies || look.toBeReaped().isEmpty());
            new Comparisons(nodes, chronicle, look, condition -> waitUntil(LONGEST_WAIT, condition), violations)
                    .judge(
                            tables.stream().map(KnownTable::spec).toList(),
                            keys,
                            ring.strategy() != Strategy.RANDOM_TOKENS);
            nodes.forEach(chronicle::lookAtTrees);
        }
        int rounds = 0;
        while (rounds <= ROUNDS && !agreeSoon(look)) {
            rounds++;
            reader.readAll(tables.stream().map(KnownTable::name).toList(), keys);
            waitUntil(LONGEST_WAIT, reader::isDone);
            timeline.runUntil(timeline.now() + SECOND);
            if (reader.failed() > 0) {
                violations.add(
                        new Violation("I-12 UNAVAILABLE", reader.failed() + " reads failed after all was healed"));
            }
        }
        waitUntil(LONGEST_WAIT, () -> hintsAreGone(look)); // of copies that were damaged until a read repaired them
        judgeReaping(look, violations);
        chronicle.settled(rounds, ROUNDS);
        List<TableSpec> specs = tables.stream().map(KnownTable::spec).toList();
        look.tell(chronicle, specs, keys);
        longestLeft = look.longestVector(specs, keys);
    }

    /** Owners that remove something do so one after the other: a read between the first and the last gives it back. */
    private boolean agreeSoon(FinalLook look) {
        return waitUntil(settings.reaping().intervalMillis() > 0 ? LONGEST_REMOVAL : 0, () -> agree(look));
    }

    /** Nothing that is deleted, has expired or is too long is left, unless a member is dead, and those who lead say so. */
    private void judgeReaping(FinalLook look, List<Violation> violations) {
        if (waitUntil(dies ? 0 : LONGEST_REAPING, () -> look.toBeReaped().isEmpty())) {
            return;
        }
        String dead = "waits for " + nodes.get(0) + ", which is down";
        List<String> causes = nodes.stream()
                .flatMap(node -> node.reapings().stream().map(report -> node + ": " + report))
                .filter(report -> !report.contains("cause=]"))
                .toList();
        if (!dies || causes.stream().noneMatch(cause -> cause.contains(dead))) {
            violations.add(new Violation(
                    "I-6 NOT_REAPED", "left in the end: " + look.toBeReaped() + "; what is said of it: " + causes));
        }
    }

    /** What was changed beneath a process that runs is found by reads, or when it goes through its stores at a start. */
    private void restartHarmed() {
        List<SimulatedNode> harmed = nodes.stream()
                .filter(SimulatedNode::isRunning)
                .filter(SimulatedNode::isHarmedBeneath)
                .toList();
        harmed.forEach(SimulatedNode::kill);
        harmed.forEach(SimulatedNode::start);
    }

    private String stuck(FinalLook look) {
        StringBuilder text = new StringBuilder();
        for (SimulatedNode node : nodes) {
            node.ring().ifPresent(view -> text.append(node)
                    .append(" at epoch ")
                    .append(view.state().epoch())
                    .append(' ')
                    .append(view.state().phase())
                    .append(", waits for ")
                    .append(view.waiting())
                    .append("; "));
        }
        return look.ringStands() ? text + "objects of no owner: " + look.leftovers() : text.toString();
    }

    private boolean hintsAreGone(FinalLook look) {
        return nodes.stream().mapToLong(look::hintsKept).sum() == 0;
    }

    private boolean agree(FinalLook look) {
        return tables.stream().allMatch(table -> keys.stream().allMatch(key -> look.agrees(table.spec(), key)));
    }

    private boolean waitUntil(long limit, BooleanSupplier condition) {
        long end = timeline.now() + limit;
        while (!condition.getAsBoolean()) {
            if (timeline.now() >= end) {
                return false;
            }
            timeline.runUntil(timeline.now() + SECOND / 2);
        }
        return true;
    }

    private Outcome outcome(List<Violation> violations) {
        Map<String, Long> faults = new TreeMap<>(nemesis.counts());
        strike.filter(StepStrike::hasStruck).ifPresent(struck -> faults.put("strike", 1L));
        return new Outcome(
                seed,
                options.toString(),
                options.given(),
                trace.hash(),
                trace.events(),
                timeline.now(),
                chronicle.calls(),
                faults,
                chronicle.points(),
                new Outcome.Vectors(chronicle.longestVector(), longestLeft),
                violations);
    }
}
