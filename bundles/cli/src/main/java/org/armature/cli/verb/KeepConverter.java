package org.armature.cli.verb;

import java.time.Duration;

/** For how long a former copy is kept: {@code 10m}, {@code 1d}, {@code 30d}. */
final class KeepConverter extends TimeConverter {
    KeepConverter() {
        super(Duration.ZERO, Duration.ofDays(365), "10m, 1d or 30d");
    }
}
