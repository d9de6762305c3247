package org.armature.replication;

import java.util.Optional;
import java.util.function.LongSupplier;
import org.armature.model.ErrorCode;
import org.armature.model.Version;
import org.armature.model.VersionSet;

/**
 * Takes in what another node sent, but nothing that may be older than data which was deleted and removed since: what carries
 * an earlier reap epoch than is settled adds no version to what is stored. It may still tell what is known already, so that
 * whoever keeps it need keep it no longer.
 */
public final class EpochGuard implements RecordChange<LocalCopy> {
    private final RecordChange<LocalCopy> merge;
    private final long reapEpoch;
    private final LongSupplier settled;

    /**
     * @param reapEpoch that the change carries
     * @param settled the partition's, asked when the change's turn comes
     */
    public EpochGuard(RecordChange<LocalCopy> merge, long reapEpoch, LongSupplier settled) {
        this.merge = merge;
        this.reapEpoch = reapEpoch;
        this.settled = settled;
    }

    @Override
    public Decision<LocalCopy> decide(Optional<LocalCopy> found) {
        Decision<LocalCopy> decision = merge.decide(found);
        long now = settled.getAsLong();
        return reapEpoch < now && decision instanceof Store<LocalCopy> store && addsVersions(found, store.copy())
                ? new Refuse<>(
                        ErrorCode.STALE_EPOCH, "it carries reap epoch " + reapEpoch + ", and " + now + " is settled")
                : decision;
    }

    private static boolean addsVersions(Optional<LocalCopy> found, LocalCopy after) {
        VersionSet before = found.map(LocalCopy::set).orElse(VersionSet.EMPTY);
        return !before.versions().stream()
                .map(Version::dot)
                .toList()
                .containsAll(after.set().versions().stream().map(Version::dot).toList());
    }
}
