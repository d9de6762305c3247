package org.armature.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DetectorSettingsTest {
    private static final DetectorSettings GOOD = DetectorSettings.DEFAULT;

    private static String refusal(Duration ping, Duration suspect, Duration slow) {
        return assertThrows(IllegalArgumentException.class, () -> new DetectorSettings(ping, suspect, slow))
                .getMessage();
    }

    @Test
    void whatIsOutOfItsRangeIsNamedWithTheRange() {
        assertEquals(
                "pingInterval=PT0.049S, must be in PT0.05S..PT10S",
                refusal(Duration.ofMillis(49), GOOD.suspectAfter(), GOOD.slowAfter()));
        assertEquals(
                "suspectAfter=PT1M0.001S, must be in PT0.2S..PT1M",
                refusal(GOOD.pingInterval(), Duration.ofMillis(60_001), GOOD.slowAfter()));
        assertEquals(
                "slowAfter=PT0S, must be in PT0.001S..PT1M",
                refusal(GOOD.pingInterval(), GOOD.suspectAfter(), Duration.ZERO));
    }
}
