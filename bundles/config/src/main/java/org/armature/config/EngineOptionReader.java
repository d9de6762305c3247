package org.armature.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.armature.config.problem.Problem;
import org.armature.config.schema.Kind;
import org.armature.config.schema.Kinds;
import org.armature.config.schema.NearestName;
import org.armature.config.schema.Section;
import org.armature.storage.EngineOption;

/** Turns the options written for an engine into the plain text it takes; their ranges are the engine's own affair. */
final class EngineOptionReader {
    private static final Kind<Long> SIZE = Kinds.size(0, 1L << 50);
    private static final Kind<Duration> DURATION = Kinds.duration(Duration.ZERO, Duration.ofDays(3_650));
    private static final Kind<String> TEXT = Kinds.text(Pattern.compile(".*"), "text of one line");

    private EngineOptionReader() {}

    static SortedMap<String, String> read(Section block, EngineDescription engine, List<Problem> problems) {
        SortedMap<String, String> options = new TreeMap<>();
        for (Map.Entry<String, Section.Loose> entry : block.loose().entrySet()) {
            String name = entry.getKey();
            String key = block.key() + "." + name;
            Optional<EngineOption> option =
                    engine.options().stream().filter(o -> o.name().equals(name)).findFirst();
            if (option.isEmpty()) {
                problems.add(unknown(entry.getValue(), key, name, engine));
            } else {
                value(option.get(), entry.getValue())
                        .ifPresentOrElse(
                                text -> options.put(name, text),
                                () -> problems.add(Problem.unfit(
                                        entry.getValue().place(),
                                        key,
                                        kind(option.get()).allowed(),
                                        entry.getValue().text())));
            }
        }
        return options;
    }

    private static Problem unknown(Section.Loose loose, String key, String name, EngineDescription engine) {
        List<String> known =
                engine.options().stream().map(EngineOption::name).sorted().toList();
        String suggestion = NearestName.of(name, known)
                .map(near -> "did you mean \"" + near + "\"?")
                .orElseGet(() -> known.isEmpty()
                        ? "it has none"
                        : known.stream().collect(Collectors.joining(", ", "its options are ", "")));
        return Problem.wrong(loose.place(), key, "engine " + engine.name() + " has no such option")
                .suggesting(suggestion);
    }

    private static Kind<?> kind(EngineOption option) {
        return switch (option.kind()) {
            case SIZE -> SIZE;
            case DURATION -> DURATION;
            case NUMBER -> Kinds.count();
            case FLAG -> Kinds.flag();
            case TEXT -> TEXT;
        };
    }

    private static Optional<String> value(EngineOption option, Section.Loose loose) {
        return switch (option.kind()) {
            case SIZE -> SIZE.read(loose.value()).map(String::valueOf);
            case DURATION ->
                DURATION.read(loose.value()).map(Duration::toMillis).map(String::valueOf);
            case NUMBER -> Kinds.count().read(loose.value()).map(String::valueOf);
            case FLAG -> Kinds.flag().read(loose.value()).map(String::valueOf);
            case TEXT -> TEXT.read(loose.value());
        };
    }
}
