package com.example.highscore;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The best score of each player, one in a line, by name: {@code alice 120}. Immutable. */
final class Highscores {
    private static final Pattern LINE = Pattern.compile("([a-z]{1,16}) (0|[1-9][0-9]{0,8})");

    private final SortedMap<String, Integer> best;

    private Highscores(SortedMap<String, Integer> best) {
        this.best = new TreeMap<>(best);
    }

    static Highscores none() {
        return new Highscores(new TreeMap<>());
    }

    /** @throws IllegalArgumentException if a line is no score */
    static Highscores parse(String text) {
        Highscores read = none();
        for (String line : text.isEmpty() ? new String[0] : text.split("\n", -1)) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("\"" + line + "\" is no score: must be like alice 120");
            }
            read = read.with(matcher.group(1), Integer.parseInt(matcher.group(2)));
        }
        return read;
    }

    /** The player's score counts if it is the best so far. */
    Highscores with(String player, int score) {
        SortedMap<String, Integer> more = new TreeMap<>(best);
        more.merge(player, score, Math::max);
        return new Highscores(more);
    }

    Highscores merge(Highscores other) {
        SortedMap<String, Integer> both = new TreeMap<>(best);
        other.best.forEach((player, score) -> both.merge(player, score, Math::max));
        return new Highscores(both);
    }

    String text() {
        return best.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining("\n"));
    }
}
