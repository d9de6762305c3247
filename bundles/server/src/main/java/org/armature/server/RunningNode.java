package org.armature.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.armature.membership.Identity;
import org.armature.membership.LocalReport;
import org.armature.membership.Membership;
import org.armature.membership.MembershipEvent;
import org.armature.membership.MembershipView;
import org.armature.membership.OpenMoves;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.node.DataDoubt;
import org.armature.node.Shard;
import org.armature.node.ShardSettings;
import org.armature.protocol.ContextSealer;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Role;
import org.armature.protocol.MessageType;
import org.armature.protocol.RepairMessage;
import org.armature.replication.TableSpec;
import org.armature.ring.RingState;
import org.armature.runtime.engine.EngineBundles;
import org.armature.transport.Network;
import org.armature.transport.PeerLinks;
import org.armature.transport.SentMessages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node's parts, wired and started in the order they need one another; stopped in the reverse. */
final class RunningNode implements AutoCloseable {
    /** Longer than a node looks for its figures. */
    private static final Duration WITNESSES_LIMIT = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(RunningNode.class);
    /** Times {@code suspect-after}: a connection that has lost its process is silent by then. */
    private static final int REFUSALS_BORNE = 4;
    /** Times {@code suspect-after}: how long a start waits for a peer that neither answers nor is gone. */
    private static final int FIRST_CONTACT = 2;

    private final NodePlan plan;
    private final Broken broken;
    private final DataDirectory directory;
    private final EngineBindings bindings;
    private final Migrations migrations;
    private final MigrationAnswers moves;
    private final RepairAnswers repairAnswers;
    private final BackgroundAnswers backgroundAnswers;
    private final ReceiptAnswers receipts;
    private final NodeFiles files;
    private final Network network;
    private final PeerLinks links;
    private final Dialling dialling;
    private final AdminAnswers admin;
    private final List<ShardLoop> shards = new ArrayList<>();
    private final Listeners listeners;
    private final PortsFile ports;
    private final ShardRouter router;
    private final Acquaintance acquaintance;
    private final RingAnswers ringAnswers;
    private final PeerIdentities identities;
    private final Recognition recognition;
    private final MembershipLoop membership;
    private final MembershipFile memberships;
    private final RingLoop ring;
    private final LocalReports localReports;
    private final RingTasks tasks;
    private final EngineDesk engineDesk;
    private final MeasuredLoads loads = new MeasuredLoads();
    private final EngineExplanations explanations;
    private final ConfigAnswers configs;
    private final ReconcilerDesk reconcilerDesk;
    private final MergedViews views;
    private volatile boolean brokenInvariant;
    private volatile Instant servesSince = Instant.now();

    /**
     * Starts a node; returns once it answers.
     *
     * @param bundles with which engines are exchanged
     * @param reconcilers is closed with the node
     * @param broken told when a loop met a broken invariant and the process must end
     * @throws StartFailed if it can't; what was started is stopped again and stored data left as it was
     */
    static RunningNode start(
            NodePlan plan, EnginePresence engines, EngineBundles bundles, ReconcilerDesk reconcilers, Broken broken) {
        return start(plan, engines, bundles, reconcilers, MigrationFiles::new, broken);
    }

    /** @param moves keeps in the data directory how far tables were moved between engines */
    static RunningNode start(
            NodePlan plan,
            EnginePresence engines,
            EngineBundles bundles,
            ReconcilerDesk reconcilers,
            Function<Path, MigrationFiles> moves,
            Broken broken) {
        DataDirectory directory = DataDirectory.open(plan.data(), plan.cluster().id(), plan.node());
        TableLedger ledger = TableLedger.read(directory.file("tables"));
        EngineBindings bindings = new EngineBindings(
                directory.engines(),
                new EnvironmentOwner(plan.cluster().id(), plan.node()),
                plan.cluster().ring().partitions(),
                plan.instances(),
                ledger);
        DataDirectory.Incarnation incarnation;
        RunningNode node;
        try {
            LiveConfiguration configuration = LiveConfiguration.prepare(plan, directory, bindings, ledger);
            Migrations migrations =
                    new Migrations(plan, bindings, moves.apply(directory.path()), MigrationRun.Clocks.SYSTEM, broken);
            engines.tell(bindings);
            configuration.begin();
            Optional<String> doubt = bindings.serve(directory.closedBefore());
            incarnation = directory.incarnate(doubt, new SecureRandom()::nextLong);
            migrations.trust(!incarnation.isNew());
            node = new RunningNode(
                    plan,
                    directory,
                    engines,
                    bundles,
                    reconcilers,
                    bindings,
                    configuration,
                    migrations,
                    incarnation,
                    broken);
        } catch (RuntimeException e) {
            bindings.close();
            throw e;
        }
        try {
            node.open(incarnation);
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
        return node;
    }

    private RunningNode(
            NodePlan plan,
            DataDirectory directory,
            EnginePresence engines,
            EngineBundles bundles,
            ReconcilerDesk reconcilers,
            EngineBindings bindings,
            LiveConfiguration configuration,
            Migrations migrations,
            DataDirectory.Incarnation incarnation,
            Broken broken) {
        this.reconcilerDesk = reconcilers;
        this.migrations = migrations;
        this.plan = plan;
        this.broken = broken;
        this.directory = directory;
        this.bindings = bindings;
        this.ports = new PortsFile(directory.file("node.ports"));
        this.explanations = new EngineExplanations(plan.node(), bindings, loads);
        this.files = new NodeFiles(plan, directory, bindings, incarnation);
        this.memberships = new MembershipFile(directory.file("membership"));
        Membership machine = membership(incarnation);
        this.router = new ShardRouter(plan.cluster().ring().partitions());
        long silentAfter = plan.detector().suspectAfter().toNanos();
        this.identities = new PeerIdentities(silentAfter, System::nanoTime);
        this.acquaintance = new Acquaintances(() -> ring().view());
        Greetings greetings = new Greetings(
                new Greetings.Introduction(
                        plan.cluster().id(),
                        plan.node(),
                        new PeerIdentities.Identity(incarnation.number(), new SecureRandom().nextLong()),
                        new Message.Hello.Layout(
                                plan.cluster().ring().partitions(),
                                plan.cluster().ring().strategy().number()),
                        plan.software()),
                acquaintance,
                identities);
        this.recognition = new Recognition(
                peerAddresses(machine.view()).keySet(), REFUSALS_BORNE * silentAfter, System::nanoTime, this::refused);
        PeerReports reports = new PeerReports(router, identities, recognition);
        PeerStates peers = new PeerStates(plan.node());
        this.network = Network.start("armature-net", plan.networkThreads(), plan.limits());
        this.listeners = new Listeners(network, greetings);
        this.links = new PeerLinks(network, greetings::hello, reports);
        this.membership = new MembershipLoop(plan.detector(), links, peers, router, this::broke);
        this.ring = ring(machine);
        this.dialling = new Dialling(links, peerAddresses(ring.view()));
        ring.connectBy(dialling::want);
        membership.tellOpinions(ring::tell);
        PeerQuestions questions = new PeerQuestions(links);
        reports.serve(membership, ring, links, questions);
        Witnesses witnesses = new Witnesses(
                members -> questions.ask(members, new Message.StatusRequest(), WITNESSES_LIMIT.toSeconds()));
        SortedMap<TableName, TableSpec> tables = configuration.tables();
        this.views = new MergedViews(
                tables, reconcilers.reconcilers(), plan.reconcilers().time());
        configuration.serve(new LiveConfiguration.Cluster(ring::view, peers::isUp, router::tablesChanged));
        this.configs = new ConfigAnswers(configuration, ring::view, peers, questions);
        this.localReports = new LocalReports(tables, configuration.told(), bindings, this::reported);
        List<String> warnings = new ArrayList<>(plan.warnings());
        warnings.removeAll(
                InstanceWarnings.of(plan.instances(), plan.cluster().ring().hosts()));
        warnings.addAll(bindings.doubts());
        warnings.addAll(files.warnings());
        incarnation
                .doubt()
                .ifPresent(doubt -> warnings.add("this node began a new incarnation, since it was not proven that it"
                        + " remembers everything it wrote: " + doubt));
        this.ringAnswers = new RingAnswers(ring::view, ring::ownership, tables, peers);
        this.tasks = new RingTasks(ring, ringAnswers, peers, questions, System::nanoTime);
        this.engineDesk = new EngineDesk(plan.node(), bundles, engines, bindings, questions, () -> othersUp(peers));
        OtherMembers others = new OtherMembers(questions, () -> others(peers));
        this.moves = new MigrationAnswers(plan.node(), migrations, others);
        Repairs repairs = new Repairs(plan.node(), System::nanoTime);
        this.repairAnswers =
                new RepairAnswers(plan.node(), plan.cluster().ring().partitions(), tables, repairs, others);
        this.backgroundAnswers = new BackgroundAnswers(plan.node(), others);
        this.receipts = new ReceiptAnswers(
                plan.node(),
                () -> ring().ownership(),
                tables,
                bindings,
                files.reaped(),
                others,
                !plan.reaping().interval().isZero());
        this.admin = new AdminAnswers(
                new AdminAnswers.NodeDescription(
                        plan.cluster().id(),
                        plan.cluster().name(),
                        plan.node(),
                        incarnation.number(),
                        plan.software(),
                        warnings,
                        () -> figures(incarnation)),
                ringAnswers,
                new RingAdministration(
                        plan.cluster(),
                        ring,
                        tables,
                        bindings,
                        peers,
                        ringAnswers,
                        witnesses,
                        tasks,
                        configs::obstacle,
                        plan.transfers().bytesPerSecond()),
                engineDesk,
                moves,
                repairAnswers,
                backgroundAnswers,
                receipts,
                configs,
                plan.cluster().ring().partitions(),
                tables,
                bindings,
                explanations,
                views,
                reconcilers);
        for (int index = 0; index < plan.shards(); index++) {
            Shard shard = new Shard(
                    new ShardSettings(
                            plan.node(),
                            incarnation.number(),
                            index,
                            plan.shards(),
                            plan.maxCalls(),
                            plan.hintsOfShard(),
                            plan.transfersOfShard(),
                            plan.exchangesOfShard(),
                            plan.backgroundOfShard(),
                            plan.scrubOfShard(),
                            plan.reapingOfShard()),
                    ring.ownership(),
                    ring.view().fencedMoves(),
                    tables,
                    new ContextSealer(plan.cluster().keys()));
            files.resume(shard, index);
            int of = index;
            shards.add(new ShardLoop(
                    shard,
                    new Outgoing(links),
                    new ShardStorage.Place(index, plan.shards(), plan.storageOnLoop()),
                    bindings,
                    files,
                    ring::keep,
                    migrations::passEnded,
                    ended -> repairs.ended(of, ended),
                    ring::differs,
                    this::broke));
        }
    }

    private List<NodeId> othersUp(PeerStates peers) {
        return ring.ownership().state().members().keySet().stream()
                .filter(member -> !member.equals(plan.node()) && peers.isUp(member))
                .toList();
    }

    private SortedMap<NodeId, Boolean> others(PeerStates peers) {
        SortedMap<NodeId, Boolean> others = new TreeMap<>();
        for (NodeId member : ring.ownership().state().members().keySet()) {
            if (!member.equals(plan.node())) {
                others.put(member, peers.isUp(member));
            }
        }
        return others;
    }

    private RingLoop ring() {
        return ring;
    }

    private Membership membership(DataDirectory.Incarnation incarnation) {
        Identity identity = new Identity(
                plan.self(),
                incarnation.number(),
                Greetings.PROTOCOL_VERSION,
                Greetings.PROTOCOL_VERSION,
                plan.software());
        return new Membership(
                plan.membership(identity),
                memberships.read(),
                RingState.founding(plan.cluster().ring()),
                new OpenMoves());
    }

    /** Tasks are looked at as often, so that one is known afterwards that nobody had asked for. */
    private void reported(LocalReport report) {
        ring.tell(new MembershipEvent.Reported(report));
        tasks.all();
        explanations.look();
    }

    private RingLoop ring(Membership machine) {
        return new RingLoop(machine, memberships, links, router, new SecureRandom()::nextLong, this::broke);
    }

    private SortedMap<String, Long> figures(DataDirectory.Incarnation incarnation) {
        SortedMap<String, Long> figures = membership.figures();
        figures.put("incarnation_is_new", incarnation.isNew() ? 1L : 0L);
        SentMessages.Count exchanged = network.sent().of(RunningNode::isOfComparisons);
        figures.put("exchange_messages_sent", exchanged.messages());
        figures.put("exchange_bytes_sent", exchanged.bytes());
        return figures;
    }

    private static boolean isOfComparisons(MessageType type) {
        return RepairMessage.class.isAssignableFrom(type.type());
    }

    private void broke(String where, Throwable cause) {
        brokenInvariant = true;
        broken.because(where, cause);
    }

    /** By the peers, who know another process under this node's name. */
    private void refused(String words) {
        broke(
                "membership",
                new Dismissed(dismissal(
                        words,
                        "It may have answered clients since " + servesSince
                                + ": what it acknowledged since then may lie in that directory alone, so keep the"
                                + " directory until you have compared")));
    }

    private String dismissal(String words, String acknowledged) {
        return "another process runs as " + plan.node() + ": " + words + ". This process, on "
                + directory.path() + ", stops. " + acknowledged
                + ". Find out which of the two is meant: a copied data directory must not be started while the original"
                + " runs. Stop the other one and start this one again, or delete this copy";
    }

    private void open(DataDirectory.Incarnation incarnation) {
        router.serve(shards);
        router.pauseTransfers(ring.view().paused());
        admin.serve(shards);
        tasks.serve(shards);
        engineDesk.serve(shards);
        repairAnswers.serve(shards);
        backgroundAnswers.serve(shards);
        receipts.serve(shards);
        shards.forEach(ShardLoop::start);
        migrations.serve(shards, this::broke);
        loads.serve(shards);
        files.begun();
        FirstEpochs.grant(files.epochs(), shards, directory);
        membership.start();
        ring.start();
        localReports.start(shards);
        configs.start();
        Requests requests = new Requests(router, views, admin, ringAnswers::farewell);
        InetSocketAddress peers = listeners.listen(
                Role.PEER,
                plan.listen().peers(),
                new PeerRequests(
                        router,
                        ring,
                        new JoinAnswers(plan.cluster(), ring),
                        tasks,
                        admin,
                        engineDesk,
                        moves,
                        repairAnswers,
                        backgroundAnswers,
                        receipts,
                        configs,
                        acquaintance,
                        identities));
        dialling.begin();
        beRecognised();
        reconcilerDesk.reconcilers().awaitVerdicts();
        InetSocketAddress clients = listeners.listen(Role.CLIENT, plan.listen().clients(), requests.fromClients());
        InetSocketAddress operators = listeners.listen(Role.ADMIN, plan.listen().admin(), requests.fromOperators());
        ports.write(peers, clients, operators);
        engineDesk.watch();
        reconcilerDesk.watch();
        LOG.info(
                "ready node={} cluster={} incarnation={} ring_epoch={} peers={} clients={} admin={}",
                plan.node(),
                plan.cluster().name(),
                Long.toHexString(incarnation.number()),
                plan.cluster().ring().epoch(),
                peers,
                clients,
                operators);
    }

    /** Before the first client can come: a process that the others know as a copy must not acknowledge anything. */
    private void beRecognised() {
        Optional<String> verdict = recognition.awaitFirst(
                FIRST_CONTACT * plan.detector().suspectAfter().toNanos());
        if (verdict.isPresent()) {
            brokenInvariant = true; // what the two have in common must not be counted on from
            throw new StartFailed(
                    ErrorCode.DUPLICATE_NODE,
                    dismissal(verdict.get(), "It has answered no client, so nothing was acknowledged by it"));
        }
        servesSince = Instant.now();
    }

    private Map<NodeId, String> peerAddresses(MembershipView view) {
        Map<NodeId, String> addresses = new LinkedHashMap<>();
        view.state().members().forEach((node, member) -> addresses.put(node, member.peerAddress()));
        addresses.remove(plan.node());
        return addresses;
    }

    @Override
    public void close() {
        ports.delete();
        reconcilerDesk.close();
        engineDesk.close();
        listeners.close();
        links.close();
        network.close();
        configs.close();
        membership.close();
        localReports.close();
        memberships.close();
        ring.close();
        if (!brokenInvariant) {
            files.keepLoads(loads.all());
        }
        shards.forEach(ShardLoop::close);
        files.close();
        admin.close();
        migrations.close();
        SortedMap<TableName, String> keepers = files.keepers();
        Optional<Set<String>> closed = bindings.closeAll();
        if (brokenInvariant || closed.isEmpty()) {
            LOG.warn("stopped node={} effect=\"not a clean stop: the next start is a new incarnation\"", plan.node());
            return;
        }
        files.keepTrees(keepers, shards);
        try {
            DataDoubt left = shards.stream()
                    .map(ShardLoop::doubtLeft)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            directory.markClean(closed.get(), left);
            LOG.info("stopped node={} environments={} doubt={}", plan.node(), closed.get(), left);
        } catch (IOException e) {
            LOG.warn(
                    "clean shutdown not marked reason=\"{}\" effect=\"the next start is a new incarnation\"",
                    e.toString());
        }
    }
}
