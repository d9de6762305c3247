package org.armature.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.armature.config.problem.InvalidConfig;
import org.armature.config.problem.Place;
import org.armature.config.problem.Problem;
import org.armature.config.problem.Warning;
import org.armature.config.schema.Section;
import org.armature.config.schema.Setting;
import org.armature.model.TableName;

/**
 * What one application owns: the file {@code etc/instances/<application>.conf} (the paper's instance, Dynamo §2.2).
 * Immutable. What depends on the engines that are installed or on the node is checked when these are known.
 */
public final class InstanceConfig {
    /** Where the files stand within {@code etc}. */
    public static final String DIRECTORY = "instances";

    /** The instance meant by a key that names none, and the one an unconfigured start makes. */
    public static final String DEFAULT_NAME = "default";

    private final String name;
    private final List<Path> files;
    private final SortedMap<TableName, TableConfig> tables;
    private final List<Warning> warnings;
    private final SortedMap<TableName, Layers> layers;
    private final SortedMap<String, Section> engines;

    InstanceConfig(
            String name,
            List<Path> files,
            SortedMap<TableName, TableConfig> tables,
            List<Warning> warnings,
            SortedMap<TableName, Layers> layers,
            SortedMap<String, Section> engines) {
        this.name = name;
        this.files = List.copyOf(files);
        this.tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
        this.warnings = warnings;
        this.layers = layers;
        this.engines = engines;
    }

    /**
     * @param file its name without {@code .conf} is the instance's
     * @throws InvalidConfig with every mistake
     */
    public static InstanceConfig read(Path file, Surroundings surroundings) {
        return InstanceFile.read(file, surroundings);
    }

    /**
     * As if the file held this, whether or not there is such a file.
     *
     * @throws InvalidConfig with every mistake
     */
    public static InstanceConfig parse(Path file, byte[] content, Surroundings surroundings) {
        return InstanceFile.parse(file, content, surroundings);
    }

    /** Whether a file of this name, without a directory, can be an instance's. */
    public static boolean isFileName(String name) {
        return InstanceFile.isFileName(name);
    }

    /** {@code [a-z0-9_]{1,48}}. */
    public String name() {
        return name;
    }

    /** The instance's own file, then those it includes. */
    public List<Path> files() {
        return files;
    }

    /** At least one, unless it was made by {@link #with}. */
    public SortedMap<TableName, TableConfig> tables() {
        return tables;
    }

    /** The same with other tables, or with tables that are not as the file wants them. */
    public InstanceConfig with(SortedMap<TableName, TableConfig> others) {
        return new InstanceConfig(name, files, others, warnings, layers, engines);
    }

    /** The same, with the options another one gives for the engines it has open. */
    public InstanceConfig withOptionsOf(InstanceConfig other, Predicate<String> open) {
        SortedMap<String, Section> mixed = new TreeMap<>(engines);
        mixed.keySet().removeIf(open);
        other.engines.forEach((engine, block) -> {
            if (open.test(engine)) {
                mixed.put(engine, block);
            }
        });
        return new InstanceConfig(name, files, tables, warnings, layers, mixed);
    }

    /** Where a table's value for a key is given, or where the table begins; the file if it has no such table. */
    Place place(TableName table, Setting<?> setting) {
        Layers found = layers.get(table);
        return found == null ? Place.whole(files.get(0).toString()) : found.place(setting);
    }

    /** Where a table begins; the file if it has no such table. */
    Place place(TableName table) {
        Layers found = layers.get(table);
        return found == null
                ? Place.whole(files.get(0).toString())
                : found.table().place();
    }

    /** By engine and option, as they are written. */
    SortedMap<String, Section.Loose> engineOptions() {
        SortedMap<String, Section.Loose> options = new TreeMap<>();
        engines.forEach(
                (engine, block) -> block.loose().forEach((option, value) -> options.put(engine + "." + option, value)));
        return options;
    }

    /** What is legal but may not be meant, in the order of the file. */
    public List<Warning> warnings() {
        return warnings;
    }

    /**
     * What these engines can't do for this instance: a table whose engine is missing, stands on one it can't stand on,
     * promises less durability or takes no record that long, and options the engine does not know.
     */
    public List<Problem> checkAgainst(List<EngineDescription> installed) {
        EngineRules rules = new EngineRules(installed, engines);
        List<Problem> problems = new ArrayList<>();
        tables.forEach((table, config) -> problems.addAll(rules.check(config, layers.get(table))));
        engines.forEach((engine, block) -> problems.addAll(rules.checkOptions(engine, block)));
        return problems.stream().distinct().sorted().toList();
    }

    /** Tables whose records would not fit in one message between replicas, so that they could not be copied. */
    public List<Problem> checkAgainst(Limits limits) {
        return tables.entrySet().stream()
                .filter(table -> table.getValue().limits().maxRecordBytes() > limits.maxRecordBytes())
                .map(table -> RecordRule.tooLong(
                        table.getValue(),
                        layers.get(table.getKey()),
                        limits.maxRecordBytes(),
                        "what a message between replicas holds",
                        "or raise limits.max-frame in node.conf on all nodes"))
                .distinct()
                .sorted()
                .toList();
    }

    /** Tables that ask for more copies than there are hosts to keep them on. */
    public List<Warning> warningsFor(int hosts) {
        return tables.entrySet().stream()
                .filter(table -> table.getValue().quorum().n() > hosts)
                .map(table -> tooFewHosts(table.getValue(), layers.get(table.getKey()), hosts))
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * The options given for an engine, as {@code EnvironmentSettings} wants them.
     *
     * @throws InvalidConfig if they are not what the engine knows
     */
    public SortedMap<String, String> optionsFor(EngineDescription engine) {
        List<Problem> problems = new ArrayList<>();
        Section block = engines.get(engine.name());
        SortedMap<String, String> options =
                block == null ? Collections.emptySortedMap() : EngineOptionReader.read(block, engine, problems);
        if (!problems.isEmpty()) {
            throw new InvalidConfig(problems);
        }
        return options;
    }

    private static Warning tooFewHosts(TableConfig table, Layers layers, int hosts) {
        Quorum quorum = table.quorum();
        int least = Math.max(Math.max(quorum.r(), quorum.w()), table.terms().most());
        String meaning = least > hosts
                ? "reads or writes that ask for " + least + " replicas can't succeed"
                : "each object has " + hosts + (hosts == 1 ? " copy" : " copies");
        return new Warning(
                layers.place(InstanceKeys.N),
                layers.key(InstanceKeys.N),
                "n is " + quorum.n() + ", and the cluster has " + hosts + (hosts == 1 ? " host: " : " hosts: ")
                        + meaning);
    }
}
