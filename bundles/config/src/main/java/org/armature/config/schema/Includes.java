package org.armature.config.schema;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.File;
import java.net.URL;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.armature.config.problem.Place;
import org.armature.config.problem.Problem;

/**
 * Parses a file and, as the parser comes upon them, those it includes: each relative to the file that includes it. A
 * missing file is a mistake here, where the library would go on without it. Not thread-safe; for one document.
 */
final class Includes implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
    private static final int MAX_FILES = 64;

    private final Mistakes mistakes;
    private final Deque<Path> open = new ArrayDeque<>();
    private final Deque<ScannedFile> openSources = new ArrayDeque<>();
    private final List<ScannedFile> sources = new ArrayList<>();

    Includes(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /** @param text of the file itself; those it includes are read */
    Optional<Config> parseTop(Path file, String text) {
        return parse(file, text);
    }

    /** The file itself first, then what it includes in the order of the text. */
    List<ScannedFile> sources() {
        return List.copyOf(sources);
    }

    private Optional<Config> parse(Path file) {
        return SourceText.read(file, mistakes).flatMap(text -> parse(file, text));
    }

    private Optional<Config> parse(Path file, String text) {
        ScannedFile source = new ScannedFile(file.toString(), KeyScan.of(text));
        if (source.scan().deepest() > KeyScan.MAX_DEPTH) {
            Place place = new Place(source.name(), source.scan().deepestLine());
            mistakes.add(Problem.wrong(place, "", "is nested deeper than " + KeyScan.MAX_DEPTH + " blocks"));
            return Optional.empty();
        }
        sources.add(source);
        open.push(file.normalize());
        openSources.push(source);
        try {
            Config parsed = ConfigFactory.parseString(text, options(source.name()));
            source.reportRepetitions(mistakes);
            return Optional.of(parsed);
        } catch (ConfigException e) {
            mistakes.add(Document.broken(source.name(), e));
            return Optional.empty();
        } finally {
            open.pop();
            openSources.pop();
        }
    }

    private ConfigParseOptions options(String description) {
        return ConfigParseOptions.defaults()
                .setSyntax(ConfigSyntax.CONF)
                .setOriginDescription(description)
                .setIncluder(this);
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
        Optional<Path> target = target(what);
        if (target.isEmpty()) {
            return refused(what, "includes what is no path: " + what);
        }
        if (open.contains(target.get())) {
            return refused(what, "includes " + what + ", which includes this file in turn");
        }
        if (!target.get().toFile().isFile()) {
            return refused(what, "includes " + target.get() + ", and there is no such file");
        }
        if (sources.size() >= MAX_FILES) {
            return refused(what, "is one of more than " + MAX_FILES + " files included");
        }
        return parse(target.get()).orElseGet(ConfigFactory::empty).root();
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
        return include(context, what.getPath());
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
        return refused(what.toString(), "includes a URL; only files may be included");
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
        return refused(what, "includes from the class path; only files may be included");
    }

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
        return this;
    }

    private Optional<Path> target(String what) {
        try {
            return Optional.of(open.getFirst().resolveSibling(what).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private ConfigObject refused(String what, String sentence) {
        ScannedFile including = openSources.getFirst();
        mistakes.add(Problem.wrong(new Place(including.name(), including.lineOfInclude(what)), "include", sentence));
        return ConfigFactory.empty().root();
    }
}
