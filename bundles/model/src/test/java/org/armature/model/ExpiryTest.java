package org.armature.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ExpiryTest {
    private static final ActorId SX = new ActorId(new NodeId("sx"), 1, 1);
    private static final ActorId SY = new ActorId(new NodeId("sy"), 1, 1);

    @Test
    void aValueIsDeadFromItsExpiryOnAndOneWithoutNever() {
        Version brief = value(SX, 1, 5_000);
        assertFalse(brief.isDeadAt(4_999));
        assertTrue(brief.isDeadAt(5_000));
        assertTrue(brief.isDeadAt(Long.MAX_VALUE));
        assertFalse(value(SX, 1, 0).isDeadAt(Long.MAX_VALUE));
    }

    @Test
    void aTombstoneIsDeadWhateverTheClockSays() {
        assertTrue(tombstone(SX, 1).isDeadAt(Long.MIN_VALUE));
        assertTrue(tombstone(SX, 1).isDeadAt(0));
    }

    @Test
    void aTombstoneHasNoExpiryAndNoneIsBeforeTheFirstMillisecond() {
        Dot dot = new Dot(SX, 1);
        RequestId request = new RequestId(1, 1);
        assertThrows(
                IllegalArgumentException.class, () -> new Version(dot, request, 1_000, 0, Optional.empty(), 5_000));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Version(dot, request, 1_000, 0, Optional.of(Bytes.EMPTY), -1));
    }

    @Test
    void aKeyIsDeadFromWhenItsLastVersionIs() {
        VersionSet one = VersionSet.EMPTY.put(CausalPast.NOTHING, value(SX, 1, 5_000));
        assertEquals(OptionalLong.of(5_000), one.deadFrom());
        VersionSet two = one.put(CausalPast.NOTHING, value(SX, 2, 9_000));
        assertEquals(OptionalLong.of(9_000), two.deadFrom());
        assertEquals(
                OptionalLong.of(9_000),
                two.put(CausalPast.NOTHING, tombstone(SY, 1)).deadFrom());
    }

    @Test
    void aKeyOfTombstonesIsDeadAtOnce() {
        VersionSet deleted =
                VersionSet.EMPTY.put(CausalPast.NOTHING, tombstone(SX, 1)).put(CausalPast.NOTHING, tombstone(SY, 1));
        assertEquals(OptionalLong.of(0), deleted.deadFrom());
    }

    @Test
    void aKeyIsNeverDeadWhileOneVersionLivesForEverOrNothingIsKnownOfIt() {
        assertEquals(OptionalLong.empty(), VersionSet.EMPTY.deadFrom());
        VersionSet brief = VersionSet.EMPTY.put(CausalPast.NOTHING, value(SX, 1, 5_000));
        assertEquals(
                OptionalLong.empty(),
                brief.put(CausalPast.NOTHING, value(SY, 1, 0)).deadFrom());
    }

    /** Merging looks at no clock: an expired version is replaced, or stands, like any other. */
    @Test
    void replicasMergeWhatHasExpiredLikeAnythingElse() {
        VersionSet here = VersionSet.EMPTY.put(CausalPast.NOTHING, value(SX, 1, 1));
        VersionSet there = VersionSet.EMPTY.put(CausalPast.NOTHING, value(SY, 1, 0));
        VersionSet both = here.merge(there);
        assertEquals(both, there.merge(here));
        assertEquals(2, both.versions().size());
        VersionSet replaced = both.put(both.past(), value(SX, 2, 0));
        assertEquals(replaced, replaced.merge(here));
        assertEquals(1, replaced.versions().size());
    }

    @Test
    void anExpiryIsTheTimeToLiveAfterTheCoordinatorsClockAndNeverForEver() {
        TimeToLive brief = TimeToLive.of(Duration.ofSeconds(30));
        assertEquals(31_000, brief.expiryFrom(1_000));
        assertEquals(1, brief.expiryFrom(-30_000), "a clock before 1970");
        assertEquals(Long.MAX_VALUE, brief.expiryFrom(Long.MAX_VALUE - 1));
        assertEquals(Duration.ofSeconds(30), brief.duration());
    }

    @Test
    void aTimeToLiveIsFromAMillisecondToAHundredYears() {
        assertEquals(1, TimeToLive.of(Duration.ofNanos(1_999_999)).millis());
        assertEquals(36_500, TimeToLive.of(Duration.ofDays(36_500)).duration().toDays());
        refuses("1 ms to 36500 days, not PT0S", Duration.ZERO);
        refuses("1 ms to 36500 days, not PT-1S", Duration.ofSeconds(-1));
        refuses("not PT0.000999999S", Duration.ofNanos(999_999));
        refuses("not PT876000H0.001S", Duration.ofDays(36_500).plusMillis(1));
        refuses("not PT2562047788015215H30M7S", Duration.ofSeconds(Long.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> new TimeToLive(0));
    }

    private static void refuses(String expected, Duration duration) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> TimeToLive.of(duration));
        assertTrue(refusal.getMessage().contains(expected), refusal.getMessage());
    }

    private static Version value(ActorId actor, long counter, long expiresMillis) {
        return new Version(
                new Dot(actor, counter),
                new RequestId(actor.node().name().hashCode(), counter),
                1_000,
                0,
                Optional.of(Bytes.utf8("v")),
                expiresMillis);
    }

    private static Version tombstone(ActorId actor, long counter) {
        return new Version(
                new Dot(actor, counter),
                new RequestId(actor.node().name().hashCode(), counter),
                1_000,
                Optional.empty());
    }
}
