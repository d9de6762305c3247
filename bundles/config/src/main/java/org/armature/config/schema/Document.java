package org.armature.config.schema;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.armature.config.problem.Place;
import org.armature.config.problem.Printable;
import org.armature.config.problem.Problem;

/**
 * A HOCON file with all it includes, and where each of its keys stands. Substitutions are taken from the file and from
 * the given environment; system properties, the class path and URLs are never looked at.
 */
public final class Document {
    /** How the library prints where a value comes from: {@code file: 3} or {@code file: 3-5}. */
    private static final Pattern ORIGIN = Pattern.compile("(.*): ([0-9]+)(?:-[0-9]+)?");

    private static final int LONGEST_MESSAGE = 300;

    private final String file;
    private final ConfigObject root;
    private final Map<String, Place> scanned = new LinkedHashMap<>();
    private final List<String> files;

    private Document(String file, ConfigObject root, List<ScannedFile> sources) {
        this.file = file;
        this.root = root;
        this.files = sources.stream().map(ScannedFile::name).toList();
        for (ScannedFile source : sources) {
            for (KeyScan.Definition definition : source.scan().definitions()) {
                scanned.putIfAbsent(definition.path(), new Place(source.name(), definition.line()));
            }
        }
    }

    /** The document, or empty if it can't be understood at all; less than that is told on the way and left out. */
    public static Optional<Document> read(Path file, Map<String, String> environment, Mistakes mistakes) {
        return SourceText.read(file, mistakes).flatMap(text -> parse(file, text, environment, mistakes));
    }

    /** As if the file held these bytes. */
    public static Optional<Document> parse(
            Path file, byte[] bytes, Map<String, String> environment, Mistakes mistakes) {
        return SourceText.of(file, bytes, mistakes).flatMap(text -> parse(file, text, environment, mistakes));
    }

    private static Optional<Document> parse(
            Path file, String text, Map<String, String> environment, Mistakes mistakes) {
        Includes includes = new Includes(mistakes);
        return includes.parseTop(file, text).flatMap(parsed -> resolved(parsed, file, environment, mistakes)
                .map(config -> new Document(file.toString(), config.root(), includes.sources())));
    }

    private static Optional<Config> resolved(
            Config parsed, Path file, Map<String, String> environment, Mistakes mistakes) {
        ConfigResolveOptions options = ConfigResolveOptions.noSystem()
                .setAllowUnresolved(true)
                .appendResolver(new EnvironmentVariables(environment));
        try {
            return Optional.of(parsed.resolve(options));
        } catch (ConfigException e) {
            mistakes.add(broken(file.toString(), e));
            return Optional.empty();
        }
    }

    /** What the library says, at its place. */
    static Problem broken(String file, ConfigException e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        Matcher place = Pattern.compile(Pattern.quote(file) + ": ([0-9]+)(?:-[0-9]+)?: (.*)", Pattern.DOTALL)
                .matcher(message);
        return place.matches()
                ? Problem.wrong(new Place(file, Integer.parseInt(place.group(1))), "", oneLine(place.group(2)))
                : Problem.wrong(Place.whole(file), "", oneLine(message));
    }

    private static String oneLine(String message) {
        return "can't be understood: " + Printable.of(message.replaceAll("\\s+", " "), LONGEST_MESSAGE);
    }

    String file() {
        return file;
    }

    /** The file itself, then those it includes. */
    public List<Path> files() {
        return files.stream().map(Path::of).toList();
    }

    ConfigObject root() {
        return root;
    }

    /** Where a value was given; for one out of the environment, where its key stands. */
    Place placeOf(String key, ConfigValue value) {
        Matcher origin = ORIGIN.matcher(value.origin().description());
        if (origin.matches() && files.contains(origin.group(1))) {
            return new Place(origin.group(1), Integer.parseInt(origin.group(2)));
        }
        Place known = scanned.get(key);
        return known != null
                ? known
                : new Place(file, Math.max(1, value.origin().lineNumber()));
    }
}
