package org.armature.replication;

import java.util.Optional;
import java.util.function.Supplier;
import org.armature.model.ActorId;
import org.armature.model.CausalPast;
import org.armature.model.Dot;
import org.armature.model.Version;
import org.armature.model.VersionSet;

/**
 * What a copy of long ago holds becomes writes of now, beside whatever others hold: under a fresh actor, so that nothing which
 * was replaced since covers them. Deletions are not made again, nor is what has expired. A write that others still know by its
 * request is recognised, and stays one event.
 */
public final class ReentryChange implements RecordChange<LocalCopy> {
    private final Supplier<ActorId> freshActor;
    private final long nowMillis;

    /** @param nowMillis wall time of this node */
    public ReentryChange(Supplier<ActorId> freshActor, long nowMillis) {
        this.freshActor = freshActor;
        this.nowMillis = nowMillis;
    }

    @Override
    public Decision<LocalCopy> decide(Optional<LocalCopy> found) {
        if (found.isEmpty()) {
            return new Keep<>();
        }
        ActorId actor = freshActor.get();
        VersionSet anew = VersionSet.EMPTY;
        for (Version version : found.get().set().versions()) {
            if (!version.isDeadAt(nowMillis)) {
                Dot dot = new Dot(actor, anew.versions().size() + 1L);
                anew = anew.put(
                        CausalPast.NOTHING,
                        new Version(
                                dot,
                                version.request(),
                                version.writtenMillis(),
                                version.logical(),
                                version.value(),
                                version.expiresMillis()));
            }
        }
        return anew.isEmpty() ? new Remove<>() : new Store<>(LocalCopy.of(anew, Optional.of(actor)));
    }
}
