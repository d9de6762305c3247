package org.armature.node;

import java.util.ArrayList;
import java.util.List;
import org.armature.model.Key;

/**
 * What a comparison of two owners has found.
 *
 * @param differing keys of which one lacked something that the other had, a moment after they were found to differ
 * @param examples some of them
 * @param repaired of these, how many both hold alike since
 * @param bytes of records that went over the wire
 */
public record ExchangeResult(long differing, List<Key> examples, long repaired, long bytes) {
    public static final int MOST_EXAMPLES = 100;
    public static final ExchangeResult NOTHING = new ExchangeResult(0, List.of(), 0, 0);

    public ExchangeResult {
        examples = List.copyOf(examples);
    }

    ExchangeResult plus(ExchangeResult other) {
        List<Key> some = new ArrayList<>(examples);
        other.examples.stream().limit(Math.max(0, MOST_EXAMPLES - some.size())).forEach(some::add);
        return new ExchangeResult(differing + other.differing, some, repaired + other.repaired, bytes + other.bytes);
    }
}
