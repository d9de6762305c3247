package org.armature.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads the options an engine was given, and refuses all that is wrong with them in one message. Values that are absent
 * are the defaults of the {@link EngineOption}s. Not thread-safe.
 *
 * <pre>{@code
 * OptionReader reader = new OptionReader(this, settings);
 * long cache = reader.number("cache-size", 1 << 20, 1L << 40);
 * reader.refuseIfWrong();
 * }</pre>
 */
public final class OptionReader {
    private final String engine;
    private final SortedMap<String, EngineOption> known = new TreeMap<>();
    private final Map<String, String> given;
    private final List<String> wrong = new ArrayList<>();

    public OptionReader(StorageEngine engine, EnvironmentSettings settings) {
        this.engine = engine.name();
        this.given = settings.options();
        engine.options().forEach(option -> known.put(option.name(), option));
        given.keySet().stream().filter(name -> !known.containsKey(name)).forEach(this::refuseUnknown);
    }

    /** The whole number of the option, within {@code least} and {@code most}, both included. */
    public long number(String name, long least, long most) {
        String text = text(name);
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // reported below, like a number out of range
        }
        wrong.add(name + "=" + text + ", must be a whole number from " + least + " to " + most);
        return least;
    }

    /** The option's value, which is one of {@code allowed}. */
    public String oneOf(String name, List<String> allowed) {
        String text = text(name);
        if (allowed.contains(text)) {
            return text;
        }
        wrong.add(name + "=" + text + ", must be one of " + String.join(", ", allowed));
        return allowed.get(0);
    }

    /** The option's value, whatever it is. */
    public String text(String name) {
        return given.getOrDefault(name, known.get(name).defaultValue());
    }

    /** Adds a mistake that only the engine can see, told with what would be right. */
    public void refuse(String mistake) {
        wrong.add(mistake);
    }

    /** @throws StorageException.BadSettings if anything read so far was wrong; names every mistake */
    public void refuseIfWrong() {
        if (!wrong.isEmpty()) {
            throw new StorageException.BadSettings(
                    "engine \"" + engine + "\" was not opened, no data was touched: " + String.join("; ", wrong));
        }
    }

    private void refuseUnknown(String name) {
        wrong.add(name + " is not an option; the options are "
                + (known.isEmpty() ? "none" : known.keySet().stream().collect(Collectors.joining(", "))));
    }
}
