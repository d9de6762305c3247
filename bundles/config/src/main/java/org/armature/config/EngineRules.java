package org.armature.config;

import static org.armature.config.InstanceKeys.DURABILITY;
import static org.armature.config.InstanceKeys.DURABLE_REPLICA;
import static org.armature.config.InstanceKeys.ENGINE_NAME;
import static org.armature.config.InstanceKeys.OBJECT_SIZE;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.armature.config.problem.Problem;
import org.armature.config.schema.Section;
import org.armature.config.schema.Setting;
import org.armature.model.ErrorCode;
import org.armature.storage.Durability;
import org.armature.storage.EngineChoice;

/** What a table asks of its engine, held against what the installed ones offer. */
record EngineRules(List<EngineDescription> installed, SortedMap<String, Section> blocks) {

    List<Problem> check(TableConfig table, Layers layers) {
        EngineChoice choice = table.engine()
                .from(
                        table.durability(),
                        Optional.empty(),
                        installed.stream().map(EngineDescription::candidate).toList());
        if (choice.engine().isEmpty()) {
            boolean named = table.engine() instanceof EngineSelection.Named;
            var setting = named ? ENGINE_NAME : OBJECT_SIZE;
            return List.of(Problem.wrong(
                            layers.place(setting),
                            layers.key(setting),
                            "no engine serves the table: " + choice.reason())
                    .as(ErrorCode.ENGINE_MISSING)
                    .suggesting("put the engine's bundle into engines/, or choose another engine"));
        }
        EngineStack engine = stack(named(choice.engine().get()).orElseThrow());
        if (engine.fault().isPresent()) {
            return List.of(unfounded(engine, layers));
        }
        List<Problem> problems = new ArrayList<>();
        if (!engine.profile().durabilities().contains(table.durability())) {
            problems.add(unpromised(engine, layers, DURABILITY, table.durability()));
        }
        if (table.durableReplica().isPresent()
                && layers.find(DURABLE_REPLICA).isPresent()
                && !engine.profile()
                        .durabilities()
                        .contains(table.durableReplica().get())) {
            problems.add(unpromised(
                    engine, layers, DURABLE_REPLICA, table.durableReplica().get()));
        }
        if (table.limits().maxRecordBytes() > engine.profile().maxRecordBytes()) {
            problems.add(RecordRule.tooLong(
                    table, layers, engine.profile().maxRecordBytes(), "a record of engine " + engine.name(), ""));
        }
        return problems;
    }

    private EngineStack stack(EngineDescription engine) {
        Section block = blocks.get(engine.name());
        SortedMap<String, String> options = block == null
                ? Collections.emptySortedMap()
                : EngineOptionReader.read(block, engine, new ArrayList<>());
        return EngineStack.of(engine, options, installed);
    }

    private Problem unfounded(EngineStack engine, Layers layers) {
        EngineStack.Fault fault = engine.fault().orElseThrow();
        Section block = blocks.get(engine.engine().name());
        return Problem.wrong(
                        block == null ? layers.place(ENGINE_NAME) : block.place(),
                        block == null ? layers.key(ENGINE_NAME) : block.key(),
                        fault.text())
                .as(fault.code())
                .suggesting("name an installed engine that keeps objects itself, in engines."
                        + engine.engine().name() + ".over");
    }

    private static Problem unpromised(EngineStack engine, Layers layers, Setting<?> setting, Durability asked) {
        return Problem.unfit(
                layers.place(setting),
                layers.key(setting),
                "what engine " + engine.name() + " can promise ("
                        + engine.profile().durabilities().stream()
                                .map(Durability::text)
                                .collect(Collectors.joining(", "))
                        + ")",
                asked.text());
    }

    List<Problem> checkOptions(String engine, Section block) {
        List<Problem> problems = new ArrayList<>();
        named(engine)
                .ifPresentOrElse(
                        description -> EngineOptionReader.read(block, description, problems),
                        () -> problems.add(Problem.wrong(block.place(), block.key(), "this engine is not installed")
                                .suggesting("installed are "
                                        + installed.stream()
                                                .map(EngineDescription::name)
                                                .sorted()
                                                .collect(Collectors.joining(", ")))));
        return problems;
    }

    private Optional<EngineDescription> named(String name) {
        return installed.stream().filter(e -> e.name().equals(name)).findFirst();
    }
}
