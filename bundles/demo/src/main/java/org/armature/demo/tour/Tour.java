package org.armature.demo.tour;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.armature.client.AdminClient;
import org.armature.client.ArmatureClient;
import org.armature.client.ClientBuilder;
import org.armature.client.ReadResult;
import org.armature.demo.cluster.LocalCluster;
import org.armature.demo.cluster.LocalNode;
import org.armature.demo.data.Cart;
import org.armature.demo.data.SampleObject;
import org.armature.demo.data.SampleShop;
import org.armature.demo.history.Finding;
import org.armature.demo.history.History;
import org.armature.demo.history.HistoryLog;
import org.armature.demo.history.Judge;
import org.armature.demo.history.Observation;
import org.armature.demo.history.Outcome;
import org.armature.demo.history.Verdict;
import org.armature.demo.history.Write;
import org.armature.demo.screen.Figures;
import org.armature.demo.screen.Progress;
import org.armature.demo.screen.Screen;
import org.armature.demo.traffic.Jobs;
import org.armature.demo.traffic.RecordingClient;
import org.armature.demo.traffic.RecordingClient.Basis;
import org.armature.demo.traffic.Traffic;
import org.armature.model.Key;
import org.armature.model.TableName;
import org.armature.protocol.Message.RingReply;

/**
 * The tour through a cluster of three, and the checks of what it shows. Whatever is claimed about acknowledged writes is
 * judged from the clients' history, never from what the store counts.
 */
public final class Tour {
    public static final String FIRST_STEP = "[1/6] start three nodes";

    private static final int STEPS = 6;
    private static final int LOADERS = 8;
    private static final int WRITERS = 4;
    private static final int SHOWN_FINDINGS = 20;
    private static final long WRITES_BEFORE_KILL = 300;
    private static final long WRITES_WHILE_AWAY = 300;
    private static final long WRITES_AFTER_RETURN = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long POLL_NANOS = 20_000_000;

    private final LocalCluster cluster;
    private final Path historyFile;
    private final Screen screen;
    private final Checks checks;
    private final SampleShop shop = new SampleShop();
    private final SecureRandom requestIds = new SecureRandom();

    public Tour(LocalCluster cluster, Path historyFile, Screen screen) {
        this.cluster = cluster;
        this.historyFile = historyFile;
        this.screen = screen;
        this.checks = new Checks(screen);
    }

    /**
     * @return claims that did not hold
     * @throws TimeoutException if the cluster does not come to what is waited for
     */
    public List<String> run() throws IOException, InterruptedException, ExecutionException, TimeoutException {
        showRing();
        try (HistoryLog history = HistoryLog.create(historyFile)) {
            load(history);
            readBack();
            mergeSiblings(history);
            killAndRestart(history);
        }
        Summary summary = judge();
        screen.line("");
        screen.line(summary.toString());
        return checks.failed();
    }

    private void showRing() throws InterruptedException, TimeoutException {
        Readiness.await(cluster, PATIENCE);
        try (AdminClient admin = admin(cluster.nodes().get(0))) {
            RingReply ring = admin.ring();
            screen.line("      ring    " + ring.tokens().size() + " partitions, "
                    + ring.tokens().size() / ring.members().size() + " tokens a node; N=" + Shop.N + " R=2 W=" + Shop.W
                    + ", engine bdbje");
        }
    }

    private void load(HistoryLog history) throws InterruptedException, ExecutionException {
        step(2, "load the sample shop through n1");
        Screen.Stopwatch watch = screen.stopwatch();
        Progress progress = screen.progress("      objects", SampleShop.SIZE);
        LongAdder bytes = new LongAdder();
        LongAdder acknowledged = new LongAdder();
        try (ArmatureClient client = client(cluster.node("n1"))) {
            Jobs.run(
                    SampleShop.SIZE,
                    LOADERS,
                    thread -> {
                        RecordingClient loader = recording(client, history, "loader-" + thread);
                        return number -> {
                            SampleObject object = shop.object(number);
                            Outcome outcome = loader.put(table(object), object.key(), object.value(), Basis.NOTHING);
                            if (outcome != Outcome.OK) {
                                throw loader.lastFailure().orElseThrow();
                            }
                            acknowledged.increment();
                            bytes.add(object.value().length());
                        };
                    },
                    progress::update);
        }
        progress.done(Figures.count(acknowledged.sum()) + ", " + Figures.bytes(bytes.sum()) + ", in " + watch.shown());
        checks.check(acknowledged.sum() == SampleShop.SIZE, "every object of the shop was acknowledged");
    }

    private void readBack() throws InterruptedException, ExecutionException {
        step(3, "read every object back through n2");
        Screen.Stopwatch watch = screen.stopwatch();
        Progress progress = screen.progress("      objects", SampleShop.SIZE);
        LongAdder equal = new LongAdder();
        try (ArmatureClient client = client(cluster.node("n2"))) {
            Jobs.run(
                    SampleShop.SIZE,
                    LOADERS,
                    thread -> number -> {
                        SampleObject object = shop.object(number);
                        ReadResult found = client.table(table(object)).get(object.key());
                        if (found.values().equals(List.of(object.value()))) {
                            equal.increment();
                        }
                    },
                    progress::update);
        }
        progress.done(Figures.count(equal.sum()) + ", in " + watch.shown());
        checks.check(equal.sum() == SampleShop.SIZE, "every object is equal to what was written, byte for byte");
    }

    private void mergeSiblings(HistoryLog history) {
        step(4, "two clients write the same cart at once");
        TableName carts = new TableName(SampleShop.INSTANCE, "cart");
        Key alice = Key.utf8("alice");
        try (ArmatureClient one = client(cluster.node("n1"));
                ArmatureClient other = client(cluster.node("n3"))) {
            RecordingClient phone = recording(one, history, "phone");
            RecordingClient laptop = recording(other, history, "laptop");
            Basis seenByPhone = phone.read(carts, alice);
            Basis seenByLaptop = laptop.read(carts, alice);
            Cart before = Cart.parse(seenByPhone.values().get(0));
            phone.put(carts, alice, before.with("mug-2", 1).stamped("phone-0").toBytes(), seenByPhone);
            laptop.put(carts, alice, before.with("pen-5", 3).stamped("laptop-0").toBytes(), seenByLaptop);

            Basis both = laptop.read(carts, alice);
            screen.line("      shop/cart/alice has " + both.values().size() + " siblings:");
            List<Cart> siblings = both.values().stream().map(Cart::parse).toList();
            siblings.forEach(cart -> screen.line("        " + cart.stamp() + ": " + cart));
            checks.check(siblings.size() == 2, "neither write was lost: both stand beside each other");

            Cart merged = siblings.stream().reduce(Cart::union).orElse(before).stamped("laptop-1");
            laptop.put(carts, alice, merged.toBytes(), both);
            Basis after = phone.read(carts, alice);
            screen.line("      merged by union and written with the context of both: " + merged);
            checks.check(
                    after.values().equals(List.of(merged.toBytes())),
                    "one version is left, with everything in the cart");
        }
    }

    private void killAndRestart(HistoryLog history)
            throws IOException, InterruptedException, TimeoutException, ExecutionException {
        step(5, "kill n2 while " + WRITERS + " clients write");
        LocalNode victim = cluster.node("n2");
        try (ArmatureClient client = client(cluster.clients())) {
            Traffic traffic =
                    Traffic.start(WRITERS, name -> recording(client, history, name), shop, System.currentTimeMillis());
            try {
                awaitWrites(traffic, WRITES_BEFORE_KILL);
                long pid = victim.pid();
                victim.kill();
                screen.line("      n2 gone (SIGKILL, pid " + pid + ")");
                Screen.Stopwatch away = screen.stopwatch();
                long meanwhile = awaitWrites(traffic, WRITES_WHILE_AWAY);
                checks.check(meanwhile >= WRITES_WHILE_AWAY, "writes go on without it");
                victim.start();
                screen.line("      n2 back (pid " + victim.pid() + ") after " + away.shown());
                awaitWrites(traffic, WRITES_AFTER_RETURN);
            } finally {
                traffic.stop(PATIENCE);
            }
            screen.line("      " + Figures.count(traffic.acknowledged()) + " writes acknowledged in all");
        }
        Readiness.await(cluster, PATIENCE);
    }

    /** @return how many were acknowledged meanwhile */
    private static long awaitWrites(Traffic traffic, long more) {
        long before = traffic.acknowledged();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (traffic.acknowledged() - before < more && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        return traffic.acknowledged() - before;
    }

    private Summary judge() throws IOException, InterruptedException, ExecutionException {
        step(6, "judge by the clients' history alone");
        History history = History.read(historyFile);
        List<String> objects = List.copyOf(history.objects());
        Screen.Stopwatch watch = screen.stopwatch();
        Progress progress = screen.progress("      looked at", 2L * objects.size());
        Map<String, Observation> found;
        SortedMap<String, AdminClient> admins = new TreeMap<>();
        try (ArmatureClient client = client(cluster.clients())) {
            cluster.nodes().forEach(node -> admins.put(node.name(), admin(node)));
            found = new Inspection(client, admins, Shop.N).run(objects, progress::update);
        } finally {
            admins.values().forEach(AdminClient::close);
        }
        progress.done(Figures.count(objects.size()) + " objects, each on three replicas and by a read of all three, in "
                + watch.shown());
        Verdict verdict = new Judge(history, Shop.W).judge(found);
        show(verdict);
        return new Summary(verdict, merges(history));
    }

    private void show(Verdict verdict) {
        screen.line("      writes  " + Figures.count(verdict.acknowledged()) + " acknowledged: "
                + Figures.count(verdict.present()) + " are there, " + Figures.count(verdict.replaced())
                + " were replaced by writes that had seen them; " + verdict.unknown() + " of unknown outcome, "
                + verdict.failed() + " not done");
        verdict.findings().stream().limit(SHOWN_FINDINGS).forEach(finding -> screen.line("      " + finding));
        checks.check(
                verdict.lost() == 0 && verdict.acknowledged() == verdict.present() + verdict.replaced(),
                "no acknowledged write was lost, and no delete undone");
        checks.check(
                verdict.count(Finding.Kind.TOO_FEW_COPIES) == 0,
                "each is held, or its successor is, by at least W=" + Shop.W + " replicas themselves");
        checks.check(
                verdict.count(Finding.Kind.INVENTED)
                                + verdict.count(Finding.Kind.DAMAGED)
                                + verdict.count(Finding.Kind.DISHONEST)
                        == 0,
                "nothing is there that was not written, or was reported as not written");
        checks.check(
                verdict.count(Finding.Kind.FALSE_SIBLING)
                                + verdict.count(Finding.Kind.DUPLICATED)
                                + verdict.count(Finding.Kind.DOT_REUSED)
                        == 0,
                "no version stands beside one that replaced it, none twice");
    }

    private static long merges(History history) {
        return history.writes().stream()
                .filter(Write::isAcknowledged)
                .filter(write -> write.attempt().seen().size() > 1)
                .count();
    }

    private void step(int number, String what) {
        screen.line("");
        screen.line("[" + number + "/" + STEPS + "] " + what);
    }

    private static TableName table(SampleObject object) {
        return new TableName(SampleShop.INSTANCE, object.table());
    }

    private RecordingClient recording(ArmatureClient client, HistoryLog history, String name) {
        return new RecordingClient(client, history, name, requestIds);
    }

    private static ArmatureClient client(LocalNode node) {
        return client(List.of(node.client()));
    }

    private static ArmatureClient client(List<String> nodes) {
        ClientBuilder builder = ArmatureClient.builder();
        nodes.forEach(builder::node);
        return builder.build();
    }

    private static AdminClient admin(LocalNode node) {
        return ArmatureClient.builder().node(node.admin()).buildAdmin();
    }
}
