package org.armature.simulator.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.armature.simulator.world.Draw;
import org.armature.simulator.world.Seeds;

/**
 * What a run is like. Each option is drawn from the seed and its own name, so that a new one does not change the others;
 * any may be given instead. Remembers what it was asked for.
 */
public final class Options {
    private final Seeds seeds;
    private final SortedMap<String, String> given;
    private final Map<String, String> asked = new LinkedHashMap<>();

    /** @param given in place of what would be drawn */
    public Options(long seed, Map<String, String> given) {
        this.seeds = new Seeds(seed);
        this.given = new TreeMap<>(given);
    }

    public Seeds seeds() {
        return seeds;
    }

    /** A whole number, both bounds included. */
    public long between(String name, long least, long most) {
        return number(name, random -> Draw.between(random, least, most));
    }

    /** One of these. */
    public long oneOf(String name, Long... choices) {
        return number(name, random -> Draw.oneOf(random, List.of(choices)));
    }

    /** One of these texts. */
    public String oneOf(String name, String... choices) {
        return text(name, random -> Draw.oneOf(random, List.of(choices)));
    }

    /** True so many times in a thousand. */
    public boolean chance(String name, int perMille) {
        return text(name, random -> Draw.perMille(random, perMille) ? "yes" : "no")
                .equals("yes");
    }

    private long number(String name, Function<SplittableRandom, Long> draw) {
        String text = text(name, random -> Long.toString(draw.apply(random)));
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("option " + name + " is a whole number, not \"" + text + "\"", e);
        }
    }

    private String text(String name, Function<SplittableRandom, String> draw) {
        String drawn = draw.apply(seeds.of("option." + name));
        String value = given.getOrDefault(name, drawn);
        asked.put(name, value);
        return value;
    }

    /** Options that were given and that no run knows. */
    public List<String> unknown() {
        return given.keySet().stream().filter(name -> !asked.containsKey(name)).toList();
    }

    /** As {@code --options} takes them: what was given instead of being drawn. */
    public String given() {
        return given.entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining(","));
    }

    /** All that were asked for, with their values. */
    @Override
    public String toString() {
        return asked.entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining(" "));
    }
}
