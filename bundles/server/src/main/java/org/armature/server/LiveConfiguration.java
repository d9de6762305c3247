package org.armature.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.armature.config.ConfigChange;
import org.armature.config.ConfigDifference;
import org.armature.config.EngineDescription;
import org.armature.config.InstanceConfig;
import org.armature.config.Limits;
import org.armature.config.problem.InvalidConfig;
import org.armature.config.problem.Problem;
import org.armature.membership.MembershipView;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.ConfigEffect;
import org.armature.protocol.ConfigMessage.AppliedConfig;
import org.armature.protocol.ConfigMessage.KeyChange;
import org.armature.protocol.ConfigMessage.NodeConfiguration;
import org.armature.replication.TableSpec;
import org.armature.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration of instances, which changes while the node runs. Files are taken as a whole or not at all; what of them
 * may take effect, {@link TakingEffect} says. By which rules tables are stored is noted before they run by them.
 * Thread-safe; may block as long as an engine takes to open.
 */
final class LiveConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(LiveConfiguration.class);

    private final NodeId self;
    private final Limits limits;
    private final InstanceDirectory directory;
    private final EngineBindings bindings;
    private final TableLedger ledger;
    private final ConfigArchive archive;
    private final StoredTables stored;
    private final FileWatch watch;
    private final PublishedConfiguration published = new PublishedConfiguration();
    private InstanceFiles accepted;
    private List<InstanceConfig> wanted;
    private AppliedConfig applied;
    private volatile Optional<Cluster> cluster = Optional.empty();

    /**
     * @param view what the node knows of the others
     * @param isUp whether it thinks a member reachable
     * @param shards told of the tables whenever they have changed
     */
    record Cluster(
            Supplier<MembershipView> view, Predicate<NodeId> isUp, Consumer<SortedMap<TableName, TableSpec>> shards) {
        ConfigAgreement agreement() {
            return new ConfigAgreement(view.get(), isUp);
        }
    }

    private LiveConfiguration(NodePlan plan, DataDirectory data, EngineBindings bindings, TableLedger ledger) {
        this.self = plan.node();
        this.limits = plan.files().limits();
        this.directory = new InstanceDirectory(plan.files().etc());
        this.bindings = bindings;
        this.ledger = ledger;
        this.archive = new ConfigArchive(data.file(ConfigArchive.DIRECTORY));
        this.stored = new StoredTables(bindings, ledger);
        this.accepted = directory.read();
        this.wanted = directory.parse(accepted);
        this.watch = new FileWatch(directory.look(wanted));
        published.become(decide(), wanted);
    }

    /** Before any engine comes: tables are served as they were stored. */
    static LiveConfiguration prepare(NodePlan plan, DataDirectory data, EngineBindings bindings, TableLedger ledger) {
        LiveConfiguration configuration = new LiveConfiguration(plan, data, bindings, ledger);
        bindings.become(configuration.running());
        return configuration;
    }

    /**
     * When the engines there are have opened their stores, and before anybody asks for them.
     *
     * @throws StartFailed if what tables are stored by can't be kept
     */
    synchronized void begin() {
        try {
            bindings.chooseAnew();
            published.become(decide(), wanted);
            ledger.noteRules(TakingEffect.tables(running()));
            Optional<AppliedConfig> last = archive.latest();
            applied = last.isPresent() && last.get().digest().equals(accepted.digest())
                    ? last.get()
                    : archive.add(accepted, System.currentTimeMillis(), "the start of the node", List.of());
        } catch (IOException e) {
            throw new StartFailed(
                    ErrorCode.DIRECTORY_UNREADABLE,
                    "what the tables are stored by can't be kept in the data directory: " + e
                            + ". Stored objects are as they were");
        }
        published.logHeld();
    }

    /** From now on changes of the files are noticed, and members asked. */
    synchronized void serve(Cluster others) {
        cluster = Optional.of(others);
    }

    private List<InstanceConfig> running() {
        return published.running();
    }

    // ---- what others of this node ask for; no lock is taken

    /** Of every table that is served; changes when they do. */
    SortedMap<TableName, TableSpec> tables() {
        return published.tables();
    }

    /** What gossip tells others of the configuration; changes with it. */
    SortedMap<String, Long> told() {
        return published.told();
    }

    /** @param hosts to keep copies on */
    List<String> warnings(int hosts) {
        return published.warnings(hosts, cluster.map(Cluster::agreement));
    }

    /** Why the ring had better not be changed now; empty if nothing is in the way. */
    Optional<String> obstacle() {
        return cluster.flatMap(others -> others.agreement().tableOfSeveralN(told()));
    }

    // ---- changes

    /** To be called every second or so. */
    synchronized void look() {
        if (watch.look(directory.look(wanted))) {
            take("the files were changed");
        } else {
            settle("all members that are up agree on " + published.held().keySet());
        }
    }

    /**
     * Reads the files now.
     *
     * @param adopt a table that takes over what an earlier one of its name has left
     * @return why they are not taken; empty if they are
     */
    synchronized List<String> reload(String cause, Optional<TableName> adopt) {
        adopt.ifPresent(stored::adopt);
        watch.took(directory.look(wanted));
        return take(cause);
    }

    private List<String> take(String cause) {
        List<String> problems;
        try {
            InstanceFiles found = directory.read();
            if (found.digest().equals(accepted.digest()) && includesNothing()) {
                settle(cause);
                problems = List.of();
            } else {
                problems = accept(found, cause);
            }
        } catch (UncheckedIOException e) {
            problems = List.of(String.valueOf(e.getMessage()));
        }
        published.refuse(problems);
        return problems;
    }

    private boolean includesNothing() {
        return wanted.stream().allMatch(instance -> instance.files().size() == 1);
    }

    private List<String> accept(InstanceFiles found, String cause) {
        List<InstanceConfig> instances;
        try {
            instances = directory.parse(found);
        } catch (InvalidConfig e) {
            return lines(e.problems());
        }
        List<String> problems = problems(instances);
        if (!problems.isEmpty()) {
            return problems;
        }
        boolean changes =
                !ConfigDifference.between(running(), instances, stored).isEmpty();
        InstanceFiles before = accepted;
        List<InstanceConfig> wantedBefore = wanted;
        accepted = found;
        wanted = instances;
        Optional<String> failure = settle(cause, changes);
        if (failure.isPresent()) {
            accepted = before;
            wanted = wantedBefore;
            return List.of(failure.get());
        }
        return List.of();
    }

    private static List<String> lines(List<Problem> problems) {
        return problems.stream().map(Problem::toString).toList();
    }

    /** Why these instances would not be taken; empty if they would. */
    private List<String> problems(List<InstanceConfig> instances) {
        Set<String> known = new LinkedHashSet<>();
        List<EngineDescription> installed = bindings.installed();
        for (InstanceConfig instance : wanted) {
            instance.checkAgainst(installed).forEach(problem -> known.add(problem.key() + problem.found()));
        }
        List<Problem> problems = new ArrayList<>();
        for (InstanceConfig instance : instances) {
            problems.addAll(instance.checkAgainst(limits));
            instance.checkAgainst(installed).stream()
                    .filter(problem -> !known.contains(problem.key() + problem.found()))
                    .forEach(problems::add);
        }
        List<String> lines = new ArrayList<>(lines(problems));
        ConfigDifference.between(running(), instances, stored).stream()
                .filter(change -> change.effect() == ConfigEffect.REFUSED)
                .map(ConfigChange::toString)
                .forEach(lines::add);
        return lines;
    }

    private TakingEffect.Decision decide() {
        return new TakingEffect(stored, cluster).decide(running(), wanted);
    }

    private void settle(String cause) {
        settle(cause, false).ifPresent(failure -> LOG.warn("configuration not changed reason=\"{}\"", failure));
    }

    /**
     * Has what can take effect take effect.
     *
     * @param changed whether files were just taken that want something else than it runs by
     * @return why it can't be kept; empty if it is
     */
    private Optional<String> settle(String cause, boolean changed) {
        TakingEffect.Decision decision = decide();
        boolean sameFiles = applied.digest().equals(accepted.digest());
        boolean sameTables = TakingEffect.tables(decision.instances()).equals(TakingEffect.tables(running()));
        if (sameFiles && sameTables && !changed) {
            published.become(decision, wanted);
            published.logHeld();
            return Optional.empty();
        }
        try {
            ledger.noteRules(TakingEffect.tables(decision.instances()));
            List<String> changes = changed
                    ? NotedChanges.all(running(), decision, wanted, stored)
                    : NotedChanges.effective(running(), decision, stored);
            applied = archive.add(accepted, System.currentTimeMillis(), cause, changes);
        } catch (IOException e) {
            return Optional.of("the data directory can't be written to, so nothing was changed: " + e);
        }
        bindings.become(decision.instances());
        published.become(decision, wanted);
        cluster.ifPresent(others -> others.shards().accept(new TreeMap<>(tables())));
        LOG.info(
                "configuration number={} digest={} cause=\"{}\" changes={} held={}",
                applied.number(),
                applied.digest(),
                cause,
                applied.changes(),
                published.held().keySet());
        published.logHeld();
        return Optional.empty();
    }

    // ---- orders

    /** Why a file would not be taken; empty if it would. Nothing is written. */
    synchronized List<String> check(String file, Bytes content) {
        if (!InstanceConfig.isFileName(file)) {
            return List.of(file + ": expected the instance's name, 1 to 48 of a-z, 0-9 and _, and .conf");
        }
        try {
            return check(directory.read().with(file, content));
        } catch (UncheckedIOException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private List<String> check(InstanceFiles found) {
        try {
            return problems(directory.parse(found));
        } catch (InvalidConfig e) {
            return lines(e.problems());
        }
    }

    /**
     * Writes a file and takes it; nothing is written unless all files are right with it.
     *
     * @return why it was not; empty if it was
     */
    synchronized List<String> write(String file, Bytes content, String cause) {
        List<String> problems = check(file, content);
        return problems.isEmpty() ? replace(directory.read().with(file, content), cause) : problems;
    }

    /**
     * Has the files of an earlier configuration stand in their place again, and takes them.
     *
     * @return why not; empty if it is done
     */
    synchronized List<String> rollback(long number, String cause) {
        try {
            Optional<InstanceFiles> earlier = archive.files(number);
            if (earlier.isEmpty()) {
                return List.of(ErrorCode.NO_SUCH_CONFIG + " there is no configuration " + number
                        + " any more, or there was none; `armature config history` lists those that are kept");
            }
            List<String> problems = check(earlier.get());
            return problems.isEmpty() ? replace(earlier.get(), cause) : problems;
        } catch (IOException e) {
            return List.of("configuration " + number + " can't be read: " + e);
        }
    }

    private List<String> replace(InstanceFiles next, String cause) {
        Optional<String> failure = directory.replace(next, accepted.digest(), archive);
        return failure.isPresent() ? List.of(failure.get()) : reload(cause, Optional.empty());
    }

    /**
     * Deletes what a table that is not served any more has stored on this node.
     *
     * @return why not; empty if it is done
     */
    synchronized List<String> deleteData(TableName table) {
        if (tables().containsKey(table) || TakingEffect.tables(wanted).containsKey(table)) {
            return List.of(
                    "table " + table + " is configured here: take it out of its file first. Nothing was deleted");
        }
        if (bindings.isMoved(table)) {
            return List.of(
                    "table " + table + " was being moved between engines when it was taken out of its file, and two"
                            + " of them may have its objects: configure it again, end its move (`armature migrations` shows"
                            + " it), and take it out then. Nothing was deleted");
        }
        if (ledger.entry(table).isEmpty()) {
            return List.of();
        }
        try {
            bindings.deleteEntries(table);
            ledger.remove(table);
            LOG.warn("objects deleted table={} cause=\"an operator\"", table);
            return List.of();
        } catch (PartlyDeleted e) {
            LOG.warn("objects deleted in part table={}", table, e);
            return List.of(e.getMessage());
        } catch (EngineMissing | StorageException e) {
            return List.of("objects of table " + table + " were not deleted: " + e.getMessage());
        } catch (IOException e) {
            return List.of("objects of table " + table + " were deleted, and that can't be noted: " + e
                    + ". Once that is mended, say it again");
        }
    }

    // ---- for operators

    synchronized List<AppliedConfig> history() throws IOException {
        return archive.all();
    }

    /** @param orderProblems why an order was not carried out; else what is wrong with the files */
    synchronized NodeConfiguration report(List<String> orderProblems) {
        Set<String> problems = new LinkedHashSet<>(orderProblems);
        List<KeyChange> changes = List.of();
        try {
            List<InstanceConfig> found = directory.parse(directory.read());
            List<String> wrong = problems(found);
            problems.addAll(wrong);
            changes = ReportedChanges.between(running(), found, stored, published.held(), !wrong.isEmpty());
        } catch (InvalidConfig e) {
            problems.addAll(lines(e.problems()));
        } catch (UncheckedIOException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        return new NodeConfiguration(
                self,
                true,
                false,
                applied.number(),
                applied.atMillis(),
                applied.digest(),
                List.copyOf(problems),
                changes,
                ReportedChanges.values(running()));
    }
}
