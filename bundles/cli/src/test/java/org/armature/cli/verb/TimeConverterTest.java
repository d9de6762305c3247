package org.armature.cli.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class TimeConverterTest {
    private final TimeConverter times = new TimeConverter();
    private final TimeConverter validities = new ValidityConverter();

    @Test
    void aTimeIsANumberAndItsUnit() {
        assertEquals(Duration.ofMillis(500), times.convert("500ms"));
        assertEquals(Duration.ofSeconds(2), times.convert("2s"));
        assertEquals(Duration.ofMinutes(1), times.convert("1m"));
        assertEquals(Duration.ofHours(1), validities.convert("1h"));
        assertEquals(Duration.ofDays(7), validities.convert("7d"));
    }

    @Test
    void theEndsOfARangeBelongToIt() {
        assertEquals(Duration.ofMillis(1), times.convert("1ms"));
        assertEquals(Duration.ofHours(1), times.convert("60m"));
        assertEquals(Duration.ofMinutes(1), validities.convert("1m"));
        assertEquals(Duration.ofDays(30), validities.convert("30d"));
    }

    @Test
    void whatIsOutsideOrHasNoUnitIsRefusedWithTheRangeAndExamples() {
        for (String wrong : new String[] {"0ms", "61m", "5", "-1s", "1 s", "", "9999999d"}) {
            String told = assertThrows(TypeConversionException.class, () -> times.convert(wrong), wrong)
                    .getMessage();
            assertEquals(
                    "\"" + wrong + "\" is no time from 1ms to 1h; write it with its unit, such as 500ms, 2s or 1m",
                    told);
        }
        String told = assertThrows(TypeConversionException.class, () -> validities.convert("31d"))
                .getMessage();
        assertEquals("\"31d\" is no time from 1m to 30d; write it with its unit, such as 10m, 1h or 7d", told);
        assertThrows(TypeConversionException.class, () -> validities.convert("59s"));
    }
}
