package org.armature.demo.history;

import java.util.List;
import java.util.Optional;

/**
 * A write as its client meant it.
 *
 * @param id the write's request id, the same over all its retries
 * @param writer who wrote, such as {@code writer-3}
 * @param object {@code instance/table/key}
 * @param value the {@link Fingerprint} of what was written; empty for a delete
 * @param seen what the read returned whose context this write passed on: fingerprints of values, and
 *     {@link #deleteToken} of deletions
 */
public record Attempt(String id, String writer, String object, Optional<String> value, List<String> seen) {
    public Attempt {
        seen = List.copyOf(seen);
    }

    public boolean isDelete() {
        return value.isEmpty();
    }

    /** How this write appears in what later writers have seen. */
    public String token() {
        return value.orElseGet(() -> deleteToken(id));
    }

    /** A deletion has no value that tells it from others, so its writer names it. */
    public static String deleteToken(String id) {
        return "delete:" + id;
    }
}
