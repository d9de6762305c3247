package org.armature.simulator.check;

import java.util.Map;
import org.armature.history.ObjectName;
import org.armature.history.judge.Finding;
import org.armature.model.TableName;
import org.armature.replication.TableSpec;
import org.armature.storage.Durability;

/** What the store does not promise, and what the judge can't know of it. */
final class Promises {
    private final Names names;
    private final ReapWatch reaped;
    private final long settledAt;
    private final boolean clocksAgree;
    private final Map<TableName, TableSpec> tables;

    /** @param clocksAgree whether no node's wall clock was ever wrong */
    Promises(Names names, ReapWatch reaped, long settledAt, boolean clocksAgree, Map<TableName, TableSpec> tables) {
        this.clocksAgree = clocksAgree;
        this.names = names;
        this.reaped = reaped;
        this.settledAt = settledAt;
        this.tables = tables;
    }

    boolean doNotCover(Finding finding) {
        return switch (finding.kind()) {
            case FALSE_SIBLING ->
                isReadTwice(finding)
                        || isOfSecondDots(finding)
                        || reaped.mayBeOfLongAgo(object(finding), finding.subject());
            case DUPLICATED, STALE_READ, READ_WENT_BACK -> isReadTwice(finding);
            case HINT_DELETED_EARLY -> isReadTwice(finding) || isForgetful(finding);
            case LOST -> names.hasBlindWriteReadTwiceFarApart(object(finding));
            case RESURRECTED ->
                (finding.time() < settledAt && isReadTwice(finding))
                        || names.hasBlindWriteReadTwiceFarApart(object(finding));
            // where the last write wins, a replica may drop a version for one whose writer had not seen it
            case TOO_FEW_HOLDERS -> tables.get(table(finding)).lastWriteWins();
            default -> false;
        };
    }

    /** What a write has seen is not one set if two coordinators have read it, each for itself. */
    private boolean isReadTwice(Finding finding) {
        return names.hasBlindWriteReadTwice(object(finding));
    }

    /**
     * A record remembers the writes it has replaced by its coordinators' clocks: the latest, and longer those that it knows to
     * have been tried twice. Where a write was replaced under its first dot, with no retry heard of until that was forgotten,
     * a second dot stays a sibling. And a context names the writes its reader saw, not what those had replaced: until the
     * replicas have exchanged their sets, a second dot may show beside the first one's later successors.
     */
    private boolean isOfSecondDots(Finding finding) {
        return names.dotsOf(object(finding), finding.subject()).size() > 1
                && (finding.time() < settledAt || !clocksAgree || names.mayBeUnrecognised(finding.subject()));
    }

    /** An owner that keeps the table in memory may be killed between confirming a hint and its deletion. */
    private boolean isForgetful(Finding finding) {
        return tables.get(table(finding)).durability() == Durability.MEMORY;
    }

    private static ObjectName object(Finding finding) {
        return new ObjectName(
                table(finding).toString(),
                finding.where().substring(finding.where().lastIndexOf('/') + 1));
    }

    private static TableName table(Finding finding) {
        String[] parts = finding.where().split("/", -1);
        return new TableName(parts[0], parts[1]);
    }
}
