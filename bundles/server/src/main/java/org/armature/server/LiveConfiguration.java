package org.armature.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.armature.config.ConfigChange;
import org.armature.config.ConfigDifference;
import org.armature.config.EngineDescription;
import org.armature.config.HeldTable;
import org.armature.config.InstanceConfig;
import org.armature.config.Surroundings;
import org.armature.config.TableConfig;
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
import org.armature.ring.RingState;
import org.armature.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration of instances, which changes while the node runs. Files are taken as a whole or not at all. What a file
 * wants of a table takes effect at once, except for what all nodes have to change together: that waits until more than
 * half of the members are up and all that are up want the same, and until the ring stands. Until then, and over
 * restarts, the table runs by the rules its objects were stored with. Thread-safe; may block as long as an engine takes to
 * open.
 */
final class LiveConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(LiveConfiguration.class);

    private final NodeId self;
    private final NodePlan.ConfigFiles files;
    private final Surroundings surroundings = Surroundings.ofProcess();
    private final EngineBindings bindings;
    private final TableLedger ledger;
    private final ConfigArchive archive;
    private final StoredTables stored;
    private final FileWatch watch;
    private final SortedMap<TableName, TableSpec> tables = new ConcurrentSkipListMap<>();
    private final SortedMap<String, Long> told = new ConcurrentSkipListMap<>();
    private final SortedMap<TableName, String> held = new ConcurrentSkipListMap<>();
    private final Set<String> notices = new HashSet<>();
    private InstanceFiles accepted;
    private List<InstanceConfig> wanted;
    private AppliedConfig applied;
    private volatile List<InstanceConfig> running = List.of();
    private volatile List<String> refusal = List.of();
    private volatile Optional<Cluster> cluster = Optional.empty();

    /**
     * @param view what the node knows of the others
     * @param isUp whether it thinks a member reachable
     * @param shards told of the tables whenever they have changed
     */
    record Cluster(
            Supplier<MembershipView> view, Predicate<NodeId> isUp, Consumer<SortedMap<TableName, TableSpec>> shards) {}

    private record Decision(List<InstanceConfig> instances, SortedMap<TableName, String> held) {}

    private LiveConfiguration(NodePlan plan, DataDirectory directory, EngineBindings bindings, TableLedger ledger) {
        this.self = plan.node();
        this.files = plan.files();
        this.bindings = bindings;
        this.ledger = ledger;
        this.archive = new ConfigArchive(directory.file("config"));
        this.stored = new StoredTables(bindings, ledger);
        this.accepted = InstanceFiles.read(files.etc());
        this.wanted = accepted.parse(files.etc(), surroundings);
        this.watch = new FileWatch(seen());
        Decision decision = decide();
        this.running = decision.instances();
        held.putAll(decision.held());
        publish();
    }

    /**
     * Before any engine comes: tables are served as they were stored.
     *
     * @throws StartFailed if it can't be told how
     */
    static LiveConfiguration prepare(NodePlan plan, DataDirectory directory, EngineBindings bindings) {
        TableLedger ledger = TableLedger.read(directory.file("tables"));
        SortedMap<TableName, String> keepers = new TreeMap<>();
        ledger.entries().forEach((table, entry) -> entry.engine().ifPresent(engine -> keepers.put(table, engine)));
        bindings.keep(keepers);
        LiveConfiguration configuration = new LiveConfiguration(plan, directory, bindings, ledger);
        bindings.become(configuration.running);
        return configuration;
    }

    /**
     * When the engines there are have opened their stores, and before anybody asks for them.
     *
     * @throws StartFailed if what tables are stored by can't be kept
     */
    synchronized void begin() {
        for (InstanceConfig instance : wanted) {
            for (TableConfig table : instance.tables().values()) {
                if (!bindings.keeper(table.name()).equals(stored.engineFor(table))) {
                    bindings.chooseAnew(table.name());
                }
            }
        }
        running = decide().instances();
        try {
            ledger.put(entries(running));
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
        tellHeld();
    }

    /** From now on changes of the files are noticed, and members asked. */
    synchronized void serve(Cluster others) {
        cluster = Optional.of(others);
    }

    // ---- what others of this node ask for; no lock is taken

    /** Of every table that is served; changes when they do. */
    SortedMap<TableName, TableSpec> tables() {
        return Collections.unmodifiableSortedMap(tables);
    }

    /** What gossip tells others of the configuration; changes with it. */
    SortedMap<String, Long> told() {
        return Collections.unmodifiableSortedMap(told);
    }

    // ---- changes

    /** To be called every second or so. */
    synchronized void look() {
        if (watch.look(seen())) {
            take("the files were changed");
        } else {
            settle("all members that are up agree on " + held.keySet());
            rememberEngines();
        }
    }

    private List<String> seen() {
        List<Path> included = new ArrayList<>();
        wanted.forEach(instance -> included.addAll(instance.files()));
        return InstanceFiles.look(files.etc(), included);
    }

    /** An engine may have come for a table that had none. */
    private void rememberEngines() {
        try {
            ledger.put(entries(running));
        } catch (IOException e) {
            LOG.warn("engines of tables not kept reason=\"{}\"", e.toString());
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
        watch.took(seen());
        return take(cause);
    }

    private List<String> take(String cause) {
        List<String> problems;
        try {
            InstanceFiles found = InstanceFiles.read(files.etc());
            if (found.digest().equals(accepted.digest()) && includesNothing()) {
                refusal = List.of();
                settle(cause);
                return refusal;
            }
            problems = accept(found, cause);
        } catch (UncheckedIOException e) {
            problems = List.of(String.valueOf(e.getMessage()));
        }
        if (!problems.isEmpty() && !problems.equals(refusal)) {
            LOG.warn(
                    "{} changed files not taken effect=\"the node goes on with what it has\" problems={}",
                    ErrorCode.CONFIG_NOT_TAKEN,
                    problems);
        }
        refusal = problems;
        return problems;
    }

    private boolean includesNothing() {
        return wanted.stream().allMatch(instance -> instance.files().size() == 1);
    }

    private List<String> accept(InstanceFiles found, String cause) {
        List<InstanceConfig> instances;
        try {
            instances = found.parse(files.etc(), surroundings);
        } catch (InvalidConfig e) {
            return lines(e.problems());
        }
        List<String> problems = problems(instances);
        if (!problems.isEmpty()) {
            return problems;
        }
        List<ConfigChange> changes = ConfigDifference.between(running, instances, stored);
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
            problems.addAll(instance.checkAgainst(files.limits()));
            instance.checkAgainst(installed).stream()
                    .filter(problem -> !known.contains(problem.key() + problem.found()))
                    .forEach(problems::add);
        }
        List<String> lines = new ArrayList<>(lines(problems));
        ConfigDifference.between(running, instances, stored).stream()
                .filter(change -> change.effect() == ConfigEffect.REFUSED)
                .map(ConfigChange::toString)
                .forEach(lines::add);
        return lines;
    }

    private void settle(String cause) {
        settle(cause, List.of()).ifPresent(failure -> LOG.warn("configuration not changed reason=\"{}\"", failure));
    }

    /**
     * Has what can take effect take effect.
     *
     * @return why it can't be kept; empty if it is
     */
    private Optional<String> settle(String cause, List<ConfigChange> changes) {
        Decision decision = decide();
        boolean sameFiles = applied.digest().equals(accepted.digest());
        boolean sameTables = onAnyEngine(decision.instances()).equals(onAnyEngine(running));
        boolean nothingNew = sameFiles && sameTables && changes.isEmpty();
        if (!nothingNew) {
            try {
                ledger.put(entries(decision.instances()));
                applied = archive.add(accepted, System.currentTimeMillis(), cause, described(changes, decision));
            } catch (IOException e) {
                return Optional.of("the data directory can't be written to, so nothing was changed: " + e);
            }
            bindings.become(decision.instances());
        }
        running = decision.instances();
        held.keySet().retainAll(decision.held().keySet());
        held.putAll(decision.held());
        publish();
        if (!nothingNew) {
            cluster.ifPresent(others -> others.shards().accept(new TreeMap<>(tables)));
            LOG.info(
                    "configuration number={} digest={} cause=\"{}\" changes={} held={}",
                    applied.number(),
                    applied.digest(),
                    cause,
                    applied.changes(),
                    held.keySet());
            rememberEngines();
        }
        tellHeld();
        return Optional.empty();
    }

    private List<String> described(List<ConfigChange> changes, Decision decision) {
        List<ConfigChange> done =
                changes.isEmpty() ? ConfigDifference.between(running, decision.instances(), stored) : changes;
        return done.stream().map(ConfigChange::toString).toList();
    }

    private static SortedMap<TableName, TableConfig> tables(List<InstanceConfig> instances) {
        SortedMap<TableName, TableConfig> tables = new TreeMap<>();
        instances.forEach(instance -> tables.putAll(instance.tables()));
        return tables;
    }

    /** Engines come and go by themselves. */
    private static SortedMap<TableName, TableConfig> onAnyEngine(List<InstanceConfig> instances) {
        SortedMap<TableName, TableConfig> tables = tables(instances);
        tables.replaceAll((name, table) -> HeldTable.on("any", table));
        return tables;
    }

    private SortedMap<TableName, TableLedger.Entry> entries(List<InstanceConfig> instances) {
        SortedMap<TableName, TableLedger.Entry> entries = new TreeMap<>();
        tables(instances)
                .forEach((name, table) -> entries.put(name, new TableLedger.Entry(bindings.keeper(name), table)));
        return entries;
    }

    /** What is told to others and to the other parts of this node. */
    private void publish() {
        SortedMap<TableName, TableSpec> specs = NodePlan.tables(running);
        tables.putAll(specs);
        tables.keySet().retainAll(specs.keySet());
        SortedMap<String, Long> words = ConfigAgreement.told(running, wantedIfItMay());
        told.putAll(words);
        told.keySet().retainAll(words.keySet());
    }

    /** What this node would run by if all wanted it. */
    private List<InstanceConfig> wantedIfItMay() {
        SortedMap<TableName, TableConfig> now = tables(running);
        List<InstanceConfig> instances = new ArrayList<>();
        for (InstanceConfig instance : wanted) {
            SortedMap<TableName, TableConfig> tablesOfIt = new TreeMap<>();
            instance.tables().forEach((name, table) -> {
                TableConfig runs = now.get(name);
                boolean refused = runs != null && HeldTable.refusal(runs, table).isPresent();
                tablesOfIt.put(name, refused ? HeldTable.holding(runs, table) : table);
            });
            instances.add(instance.with(tablesOfIt));
        }
        return instances;
    }

    // ---- what may take effect

    private Decision decide() {
        SortedMap<TableName, String> holding = new TreeMap<>();
        SortedMap<TableName, TableConfig> now = tables(running);
        List<InstanceConfig> next = new ArrayList<>();
        boolean stands = cluster.isEmpty() || cluster.get().view().get().state().phase() == RingState.Phase.SETTLED;
        for (InstanceConfig instance : wanted) {
            SortedMap<TableName, TableConfig> chosen = new TreeMap<>();
            instance.tables().values().forEach(table -> table(table, now, stands, holding)
                    .ifPresent(effective -> chosen.put(table.name(), onItsEngine(effective))));
            if (!stands) {
                keepUntilRingStands(instance.name(), now, chosen, holding);
            }
            next.add(withOpenOptions(instance.with(chosen)));
        }
        if (!stands) {
            for (InstanceConfig instance : running) {
                if (next.stream().noneMatch(other -> other.name().equals(instance.name()))) {
                    instance.tables().keySet().forEach(table -> holding.put(table, RING_MOVES));
                    next.add(instance);
                }
            }
        }
        return new Decision(List.copyOf(next), holding);
    }

    private static final String RING_MOVES = "places of the ring move; it waits until that is over";

    private static void keepUntilRingStands(
            String instance,
            SortedMap<TableName, TableConfig> now,
            SortedMap<TableName, TableConfig> chosen,
            SortedMap<TableName, String> holding) {
        now.forEach((name, table) -> {
            if (name.instance().equals(instance) && !chosen.containsKey(name) && !holding.containsKey(name)) {
                holding.put(name, RING_MOVES);
                chosen.put(name, table);
            }
        });
    }

    private Optional<TableConfig> table(
            TableConfig table,
            SortedMap<TableName, TableConfig> now,
            boolean stands,
            SortedMap<TableName, String> holding) {
        TableConfig runs = now.get(table.name());
        if (runs == null) {
            Optional<TableConfig> left = stored.earlier(table.name());
            Optional<String> objection = objectionToNew(table, stands);
            if (objection.isPresent()) {
                holding.put(table.name(), "it is not served yet: " + objection.get());
                return Optional.empty();
            }
            if (left.isEmpty() || !HeldTable.differs(left.get(), table)) {
                return Optional.of(table);
            }
            runs = left.get();
        }
        if (!HeldTable.differs(runs, table)) {
            return Optional.of(table);
        }
        Optional<String> objection = objection(runs, table, stands);
        objection.ifPresent(why -> holding.put(table.name(), why));
        return Optional.of(objection.isPresent() ? HeldTable.holding(runs, table) : table);
    }

    /** What keeps the objects goes on with them until they are moved. */
    private TableConfig onItsEngine(TableConfig table) {
        Optional<String> keeper = stored.engineOf(table.name());
        Optional<String> other = stored.engineFor(table)
                .filter(engine -> keeper.isPresent() && !keeper.get().equals(engine));
        return other.isPresent() ? HeldTable.on(keeper.get(), table) : table;
    }

    private Optional<String> objectionToNew(TableConfig table, boolean stands) {
        if (!stands) {
            return Optional.of(RING_MOVES);
        }
        return cluster.flatMap(others -> agreement(others).objectionToNew(table));
    }

    private Optional<String> objection(TableConfig runs, TableConfig table, boolean stands) {
        Optional<String> refused = HeldTable.refusal(runs, table);
        if (refused.isPresent()) {
            return refused;
        }
        if (!stands) {
            return Optional.of(RING_MOVES);
        }
        return cluster.isEmpty()
                ? Optional.of("the other members have not been asked yet")
                : agreement(cluster.get()).objection(table);
    }

    private static ConfigAgreement agreement(Cluster others) {
        return new ConfigAgreement(others.view().get(), others.isUp());
    }

    private InstanceConfig withOpenOptions(InstanceConfig instance) {
        return running.stream()
                .filter(before -> before.name().equals(instance.name()))
                .findFirst()
                .map(before -> instance.withOptionsOf(before, engine -> bindings.isOpen(engine, instance.name())))
                .orElse(instance);
    }

    private void tellHeld() {
        notices.removeIf(notice -> held.entrySet().stream().noneMatch(hold -> notice.equals(hold.toString())));
        held.entrySet().forEach(hold -> {
            if (notices.add(hold.toString())) {
                LOG.warn(
                        "{} change held back table={} reason=\"{}\"",
                        ErrorCode.CONFIG_HELD_BACK,
                        hold.getKey(),
                        hold.getValue());
            }
        });
    }

    // ---- files from elsewhere

    /** Why a file would not be taken; empty if it would. Nothing is written. */
    synchronized List<String> check(String file, Bytes content) {
        if (!InstanceConfig.isFileName(file)) {
            return List.of(file + ": expected the instance's name, 1 to 48 of a-z, 0-9 and _, and .conf");
        }
        try {
            return check(InstanceFiles.read(files.etc()).with(file, content));
        } catch (UncheckedIOException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private List<String> check(InstanceFiles found) {
        try {
            return problems(found.parse(files.etc(), surroundings));
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
        return problems.isEmpty() ? replace(InstanceFiles.read(files.etc()).with(file, content), cause) : problems;
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

    /**
     * Deletes what a table that is not served any more has stored on this node.
     *
     * @return why not; empty if it is done
     */
    synchronized List<String> deleteData(TableName table) {
        if (tables.containsKey(table) || tables(wanted).containsKey(table)) {
            return List.of("table " + table + " is configured here: take it out of its file first. Nothing was deleted");
        }
        if (ledger.entry(table).isEmpty()) {
            return List.of();
        }
        try {
            if (bindings.mayHaveEntries(table)) {
                bindings.deleteEntries(table);
            }
            ledger.remove(table);
            LOG.warn("objects deleted table={} cause=\"an operator\"", table);
            return List.of();
        } catch (EngineMissing | StorageException e) {
            return List.of("objects of table " + table + " were not deleted: " + e.getMessage());
        } catch (IOException e) {
            return List.of("objects of table " + table + " were deleted, and that can't be noted: " + e);
        }
    }

    private List<String> replace(InstanceFiles next, String cause) {
        Path directory = files.etc().resolve(InstanceConfig.DIRECTORY);
        try {
            InstanceFiles present = InstanceFiles.read(files.etc());
            if (!present.digest().equals(accepted.digest())) {
                Path aside = archive.keepAside(present, System.currentTimeMillis());
                LOG.warn("files that were never taken are replaced kept={}", aside);
            }
            Files.createDirectories(directory);
            for (String file : next.contents().keySet()) {
                if (!next.contents().get(file).equals(present.contents().get(file))) {
                    DurableFile.write(
                            directory.resolve(file), next.contents().get(file).shared());
                }
            }
            for (String file : present.contents().keySet()) {
                if (!next.contents().containsKey(file)) {
                    DurableFile.delete(directory.resolve(file));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            return List.of(directory + " can't be written to: " + e);
        }
        return reload(cause, Optional.empty());
    }

    // ---- for operators

    synchronized List<AppliedConfig> history() throws IOException {
        return archive.all();
    }

    /** @param orderProblems why an order was not carried out; else what is wrong with the files */
    synchronized NodeConfiguration report(List<String> orderProblems) {
        List<String> problems = new ArrayList<>(orderProblems);
        List<KeyChange> changes = new ArrayList<>();
        try {
            List<InstanceConfig> found = InstanceFiles.read(files.etc()).parse(files.etc(), surroundings);
            ConfigDifference.between(running, found, stored).forEach(change -> changes.add(shown(change)));
            problems(found).stream()
                    .filter(problem -> !problems.contains(problem))
                    .forEach(problems::add);
        } catch (InvalidConfig e) {
            lines(e.problems()).stream()
                    .filter(problem -> !problems.contains(problem))
                    .forEach(problems::add);
        } catch (UncheckedIOException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        return new NodeConfiguration(
                self, true, false, applied.number(), applied.atMillis(), applied.digest(), problems, changes, values());
    }

    private KeyChange shown(ConfigChange change) {
        String why = change.why();
        String reason =
                change.effect() == ConfigEffect.HELD_BACK && change.subject().indexOf('/') > 0
                        ? held.getOrDefault(table(change.subject()), "")
                        : "";
        return new KeyChange(
                change.subject(),
                change.key(),
                change.before(),
                change.after(),
                change.place().toString(),
                change.effect(),
                reason.isEmpty() ? why : why + " (" + reason + ")");
    }

    private static TableName table(String subject) {
        int slash = subject.indexOf('/');
        return new TableName(subject.substring(0, slash), subject.substring(slash + 1));
    }

    private SortedMap<String, String> values() {
        SortedMap<String, String> values = new TreeMap<>();
        tables(running)
                .forEach((name, table) -> table.values().forEach((key, value) -> values.put(name + " " + key, value)));
        return values;
    }

    /**
     * Never waits for a change under way.
     *
     * @param hosts to keep copies on
     */
    List<String> warnings(int hosts) {
        List<String> warnings = new ArrayList<>(InstanceWarnings.of(running, hosts));
        if (!refusal.isEmpty()) {
            warnings.add(ErrorCode.CONFIG_NOT_TAKEN + " the files in etc/instances are not taken, and the node goes on"
                    + " with what it has: " + refusal.get(0)
                    + (refusal.size() > 1 ? " (and " + (refusal.size() - 1) + " more)" : "")
                    + "; `armature config status` shows all");
        }
        held.forEach((table, why) -> warnings.add(
                ErrorCode.CONFIG_HELD_BACK + " what etc/instances wants of table " + table + " is held back: " + why));
        cluster.ifPresent(others -> {
            List<String> differences = agreement(others).differences(told);
            if (!differences.isEmpty()) {
                warnings.add(ErrorCode.CONFIG_DIFFERS + " nodes are configured differently: "
                        + String.join("; ", differences) + "; `armature config diff --nodes` shows it key by key");
            }
        });
        return warnings;
    }

    /** Why the ring had better not be changed now; empty if nothing is in the way. */
    Optional<String> obstacle() {
        return cluster.flatMap(others -> agreement(others).tableOfSeveralN(told));
    }
}
