package org.armature.config;

import static org.armature.config.InstanceKeys.DURABILITY;
import static org.armature.config.InstanceKeys.ENGINE_NAME;
import static org.armature.config.InstanceKeys.OBJECT_SIZE;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.armature.config.problem.Problem;
import org.armature.config.schema.Section;
import org.armature.model.ErrorCode;
import org.armature.storage.Durability;
import org.armature.storage.EngineChoice;

/** What a table asks of its engine, held against what the installed ones offer. */
record EngineRules(List<EngineDescription> installed) {

    List<Problem> check(TableConfig table, Layers layers) {
        EngineChoice choice = table.engine()
                .from(
                        table.durability(),
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
        EngineDescription engine = named(choice.engine().get()).orElseThrow();
        List<Problem> problems = new ArrayList<>();
        if (!engine.profile().durabilities().contains(table.durability())) {
            problems.add(Problem.unfit(
                    layers.place(DURABILITY),
                    layers.key(DURABILITY),
                    "what engine " + engine.name() + " can promise ("
                            + engine.profile().durabilities().stream()
                                    .map(EngineRules::lower)
                                    .collect(Collectors.joining(", "))
                            + ")",
                    lower(table.durability())));
        }
        if (table.limits().maxRecordBytes() > engine.profile().maxRecordBytes()) {
            problems.add(RecordRule.tooLong(
                    table, layers, engine.profile().maxRecordBytes(), "a record of engine " + engine.name(), ""));
        }
        return problems;
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

    private static String lower(Durability durability) {
        return durability.name().toLowerCase(Locale.ROOT);
    }
}
