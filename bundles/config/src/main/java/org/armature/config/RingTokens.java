package org.armature.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.armature.model.NodeId;
import org.armature.ring.Position;
import org.armature.ring.Ring;
import org.armature.ring.Strategy;
import org.armature.ring.Token;

/**
 * The tokens of a ring as {@code cluster.conf} has them: names of members in ring order. In strategies 1 and 2, where
 * tokens stand anywhere, each with its position: {@code n1@00f3…}.
 */
final class RingTokens {
    static final Pattern TEXT = Pattern.compile("[a-z0-9_\\-@\\s]*");

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern PLACED = Pattern.compile("([^@]*)@([0-9a-f]{32})");
    private static final int A_LINE = 16;
    private static final int PLACED_A_LINE = 3;

    private final Strategy strategy;
    private final List<String> words;

    private RingTokens(Strategy strategy, List<String> words) {
        this.strategy = strategy;
        this.words = words;
    }

    static RingTokens parse(Strategy strategy, String text) {
        return new RingTokens(strategy, text.isBlank() ? List.of() : Arrays.asList(SPACE.split(text.strip())));
    }

    private boolean arePlaced() {
        return strategy != Strategy.EQUAL_PARTITIONS;
    }

    int count() {
        return words.size();
    }

    /** What is wrong with the first word that is wrong, as half a sentence; who its nodes are is not looked at. */
    Optional<String> problem() {
        Optional<String> before = Optional.empty();
        for (String word : words) {
            if (arePlaced() != PLACED.matcher(word).matches()) {
                return Optional.of(
                        word + ", which is no " + (arePlaced() ? "name@position of 32 hexadecimal digits" : "name"));
            }
            Optional<String> position = arePlaced() ? Optional.of(position(word)) : Optional.empty();
            if (before.isPresent() && before.get().compareTo(position.orElseThrow()) >= 0) {
                return Optional.of(word + ", not after the one before it");
            }
            before = position;
        }
        return Optional.empty();
    }

    /** The owners, in ring order. */
    List<String> names() {
        return words.stream()
                .map(word -> arePlaced() ? word.substring(0, Math.max(0, word.indexOf('@'))) : word)
                .toList();
    }

    private static String position(String word) {
        Matcher parts = PLACED.matcher(word);
        return parts.matches() ? parts.group(2) : "";
    }

    /** With their positions, of which strategy 3 has none to tell. */
    List<Token> placed() {
        List<Token> tokens = new ArrayList<>(words.size());
        List<String> names = names();
        for (int token = 0; token < names.size(); token++) {
            tokens.add(new Token(Position.parse(position(words.get(token))), new NodeId(names.get(token))));
        }
        return tokens;
    }

    /** Over several lines, indented by four spaces. */
    static String text(Ring ring) {
        boolean placed = ring.strategy() != Strategy.EQUAL_PARTITIONS;
        int aLine = placed ? PLACED_A_LINE : A_LINE;
        StringBuilder text = new StringBuilder();
        for (int token = 0; token < ring.tokens().size(); token++) {
            text.append(token == 0 ? "    " : token % aLine == 0 ? "\n    " : " ")
                    .append(ring.tokens().get(token));
            if (placed) {
                text.append('@').append(ring.tokenPositions().get(token));
            }
        }
        return text.toString();
    }
}
