package org.armature.cli.verb;

import java.time.Duration;
import org.armature.model.TimeToLive;

/** How long a value is to live: {@code 30s}, {@code 12h}, {@code 7d}. */
final class TtlConverter extends TimeConverter {
    TtlConverter() {
        super(Duration.ofMillis(TimeToLive.LEAST_MILLIS), Duration.ofMillis(TimeToLive.MOST_MILLIS), "30s, 12h or 7d");
    }
}
