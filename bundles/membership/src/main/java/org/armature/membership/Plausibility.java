package org.armature.membership;

import java.util.Optional;
import org.armature.protocol.Grant;
import org.armature.protocol.MemberInfo;
import org.armature.protocol.Removal;

/**
 * Whether counters that somebody tells of can be. One that is absurdly high would win over all that is said later, for
 * ever. Each objection is half a sentence.
 */
final class Plausibility {
    private static final long CENTURY_MILLIS = 100L * 366 * 24 * 3_600_000;

    private Plausibility() {}

    /** Counts of starts begin with a time, and rise more slowly than time does. */
    static Optional<String> objection(MemberInfo info, long wallMillis) {
        return info.start() > Math.max(0, wallMillis) + CENTURY_MILLIS
                ? Optional.of("node " + info.node() + " can't have been started " + info.start()
                        + " times: starts are counted from the time of the first, in ms")
                : Optional.empty();
    }

    static Optional<String> objection(Removal removal, long epoch) {
        return isAhead(removal.epoch(), epoch)
                ? Optional.of("node " + removal.node() + " can't have been removed at ring epoch " + removal.epoch()
                        + ", absurdly far ahead of " + epoch)
                : Optional.empty();
    }

    static Optional<String> objection(Grant grant, long epoch) {
        return isAhead(grant.issuedEpoch(), epoch)
                ? Optional.of("a grant for node " + grant.node() + " can't have been given at ring epoch "
                        + grant.issuedEpoch() + ", absurdly far ahead of " + epoch)
                : Optional.empty();
    }

    private static boolean isAhead(long told, long epoch) {
        return told - epoch > Soundness.MOST_EPOCHS_AHEAD;
    }
}
