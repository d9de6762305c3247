package org.armature.replication;

import java.util.Optional;
import org.armature.model.CausalPast;
import org.armature.model.ErrorCode;
import org.armature.model.VersionSet;
import org.armature.protocol.Message.Condition;

/**
 * What must be so for a put to be written. Pure.
 *
 * @param seen what the client had seen
 * @param lastWriteWins whether the version with the latest stamp hides all others from readers
 */
public record PutCondition(Condition kind, CausalPast seen, boolean lastWriteWins) {
    /**
     * @param standing all that whoever judges knows of the key
     * @param nowMillis wall time of whoever judges: what has expired by it is no value
     */
    public boolean holds(VersionSet standing, long nowMillis) {
        return switch (kind) {
            case NONE -> true;
            case ABSENT -> values(standing, nowMillis) == 0;
            case UNCHANGED -> standing.isSeenBy(seen);
        };
    }

    /** Where it does not hold: what was asked for, and what is there instead. */
    public <C> RecordChange.Refuse<C> refusal(VersionSet standing, long nowMillis) {
        return new RecordChange.Refuse<>(ErrorCode.CONDITION_FAILED, words(standing, nowMillis), Optional.of(standing));
    }

    private String words(VersionSet standing, long nowMillis) {
        long values = values(standing, nowMillis);
        String there = (values == 0 ? "no value is" : values == 1 ? "a value is" : values + " values are") + " there";
        return switch (kind) {
            case NONE -> throw new AssertionError("a put without a condition is not refused for one");
            case ABSENT -> "it was to be written only where no value is, and " + there;
            case UNCHANGED ->
                "it was to be written only over what its context has seen, and others have written since: " + there;
        };
    }

    /** As a reader would be shown them. */
    private long values(VersionSet standing, long nowMillis) {
        return (lastWriteWins ? standing.latest().stream() : standing.versions().stream())
                .filter(version -> !version.isDeadAt(nowMillis))
                .count();
    }
}
