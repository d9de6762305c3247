package org.armature.config;

import static org.armature.config.InstanceKeys.ACCESS;
import static org.armature.config.InstanceKeys.DEFAULTS;
import static org.armature.config.InstanceKeys.DISTINCT_HOSTS;
import static org.armature.config.InstanceKeys.DURABILITY;
import static org.armature.config.InstanceKeys.DURABLE_REPLICA;
import static org.armature.config.InstanceKeys.ENGINES;
import static org.armature.config.InstanceKeys.ENGINE_NAME;
import static org.armature.config.InstanceKeys.LWW_MAX_AHEAD;
import static org.armature.config.InstanceKeys.MAX_KEY;
import static org.armature.config.InstanceKeys.MAX_SIBLINGS;
import static org.armature.config.InstanceKeys.MAX_VALUE;
import static org.armature.config.InstanceKeys.N;
import static org.armature.config.InstanceKeys.OBJECT_SIZE;
import static org.armature.config.InstanceKeys.PR;
import static org.armature.config.InstanceKeys.PW;
import static org.armature.config.InstanceKeys.QUORUM;
import static org.armature.config.InstanceKeys.R;
import static org.armature.config.InstanceKeys.RECONCILE;
import static org.armature.config.InstanceKeys.SCHEMA;
import static org.armature.config.InstanceKeys.TABLES;
import static org.armature.config.InstanceKeys.TTL;
import static org.armature.config.InstanceKeys.W;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.config.problem.Place;
import org.armature.config.problem.Problem;
import org.armature.config.problem.Warning;
import org.armature.config.schema.Document;
import org.armature.config.schema.Mistakes;
import org.armature.config.schema.SchemaWalk;
import org.armature.config.schema.Section;
import org.armature.model.TableName;
import org.armature.model.TimeToLive;

/** Reads an instance's file: the rules of each table, and what follows from them. */
final class InstanceFile {
    private static final String SUFFIX = ".conf";

    private InstanceFile() {}

    static InstanceConfig read(Path file, Surroundings surroundings) {
        Mistakes mistakes = new Mistakes();
        checkName(file, mistakes);
        return checked(file, Document.read(file, surroundings.environment(), mistakes), mistakes);
    }

    static InstanceConfig parse(Path file, byte[] content, Surroundings surroundings) {
        Mistakes mistakes = new Mistakes();
        checkName(file, mistakes);
        return checked(file, Document.parse(file, content, surroundings.environment(), mistakes), mistakes);
    }

    private static InstanceConfig checked(Path file, Optional<Document> document, Mistakes mistakes) {
        SortedSet<Warning> warnings = new TreeSet<>();
        Optional<Section> root = document.map(found -> SchemaWalk.walk(found, SCHEMA, mistakes));
        root.ifPresent(section -> check(section, mistakes, warnings));
        mistakes.refuseIfAny();
        return config(name(file), document.orElseThrow().files(), root.orElseThrow(), warnings);
    }

    private static String name(Path file) {
        String fileName = file.getFileName().toString();
        return fileName.endsWith(SUFFIX) ? fileName.substring(0, fileName.length() - SUFFIX.length()) : fileName;
    }

    static boolean isFileName(String name) {
        return name.endsWith(SUFFIX)
                && TableName.NAME
                        .matcher(name.substring(0, name.length() - SUFFIX.length()))
                        .matches();
    }

    private static void checkName(Path file, Mistakes mistakes) {
        String fileName = file.getFileName().toString();
        if (!isFileName(fileName)) {
            mistakes.add(Problem.unfit(
                            Place.whole(file.toString()),
                            "",
                            "the instance's " + InstanceKeys.NAME + ", and .conf as the file's name",
                            fileName)
                    .suggesting("rename the file"));
        }
    }

    private static void check(Section root, Mistakes mistakes, SortedSet<Warning> warnings) {
        Section defaults = root.block(DEFAULTS);
        TableRules.checkOneEngineChoice(defaults, mistakes);
        SortedMap<String, Section> tables = root.group(TABLES);
        if (tables.isEmpty() && !root.isGroupUnfit(TABLES)) {
            mistakes.add(Problem.unfit(root.place(), TABLES.key(), "at least one table", "none")
                    .suggesting("add tables { kv {} }"));
        }
        tables.values().forEach(table -> new TableRules(new Layers(table, defaults), mistakes, warnings).check());
    }

    private static InstanceConfig config(String name, List<Path> files, Section root, SortedSet<Warning> warnings) {
        SortedMap<TableName, Layers> layers = new TreeMap<>();
        SortedMap<TableName, TableConfig> tables = new TreeMap<>();
        for (Map.Entry<String, Section> entry : root.group(TABLES).entrySet()) {
            TableName table = new TableName(name, entry.getKey());
            layers.put(table, new Layers(entry.getValue(), root.block(DEFAULTS)));
            tables.put(table, table(table, layers.get(table)));
        }
        return new InstanceConfig(name, files, tables, warnings.stream().toList(), layers, root.group(ENGINES));
    }

    private static TableConfig table(TableName name, Layers layers) {
        return new TableConfig(
                name,
                new Quorum(layers.get(N), TableRules.quorum(layers, R), TableRules.quorum(layers, W)),
                new QuorumTerms(layers.get(QUORUM), layers.get(PR), layers.get(PW), layers.get(DISTINCT_HOSTS)),
                new Reconciling(layers.get(RECONCILE), layers.get(LWW_MAX_AHEAD)),
                selection(layers),
                layers.get(DURABILITY),
                DurableReplica.of(layers.find(DURABLE_REPLICA), layers.get(DURABILITY), layers.get(N)),
                new ObjectLimits(
                        Math.toIntExact(layers.get(MAX_KEY)),
                        Math.toIntExact(layers.get(MAX_VALUE)),
                        layers.get(MAX_SIBLINGS)),
                layers.get(TTL).map(TimeToLive::of));
    }

    /** A table's own word counts more than the defaults', whichever of the two keys each of them uses. */
    private static EngineSelection selection(Layers layers) {
        boolean tableDecides = layers.table().has(ENGINE_NAME) || layers.table().has(OBJECT_SIZE);
        Section decides = tableDecides ? layers.table() : layers.defaults();
        return decides.given(ENGINE_NAME)
                .<EngineSelection>map(EngineSelection.Named::new)
                .orElseGet(() -> new EngineSelection.ForObjectsOf(
                        decides.get(OBJECT_SIZE), new LinkedHashSet<>(layers.get(ACCESS))));
    }
}
