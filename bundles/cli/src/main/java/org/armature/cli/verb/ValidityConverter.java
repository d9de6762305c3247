package org.armature.cli.verb;

import java.time.Duration;

/** For how long a token holds: {@code 10m}, {@code 1h}, {@code 7d}. */
final class ValidityConverter extends TimeConverter {
    ValidityConverter() {
        super(Duration.ofMinutes(1), Duration.ofDays(30), "10m, 1h or 7d");
    }
}
