package org.armature.replication;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.armature.model.ActorId;
import org.armature.model.CausalPast;
import org.armature.model.Dot;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.model.VersionVector;

/**
 * What a copy of long ago holds becomes writes of now, beside whatever others hold: under a fresh actor, so that nothing which
 * was replaced since covers them. What they had replaced themselves stays replaced. Deletions are not made again, nor is what
 * has expired. A write that others still know by its request is recognised, and stays one event.
 */
public final class ReentryChange implements RecordChange<LocalCopy> {
    private final long incarnation;
    private final Supplier<ActorId> freshActor;
    private final long nowMillis;

    /**
     * @param incarnation of this node: what it has minted since it started is no copy of long ago
     * @param nowMillis wall time of this node
     */
    public ReentryChange(long incarnation, Supplier<ActorId> freshActor, long nowMillis) {
        this.incarnation = incarnation;
        this.freshActor = freshActor;
        this.nowMillis = nowMillis;
    }

    @Override
    public Decision<LocalCopy> decide(Optional<LocalCopy> found) {
        if (found.isEmpty() || isOfThisLife(found.get().set())) {
            return new Keep<>();
        }
        ActorId actor = freshActor.get();
        VersionVector replaced = replaced(found.get().set());
        VersionSet anew = VersionSet.EMPTY;
        for (Version version : found.get().set().versions()) {
            if (!version.isDeadAt(nowMillis)) {
                Dot dot = new Dot(actor, anew.versions().size() + 1L);
                anew = anew.put(
                        CausalPast.of(replaced),
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

    private boolean isOfThisLife(VersionSet set) {
        return !set.versions().isEmpty()
                && set.versions().stream()
                        .allMatch(version -> version.dot().actor().incarnation() == incarnation);
    }

    /**
     * What the set has seen before its versions, under all dots that they are known by: whoever still holds one of these under
     * such a dot does not lose it.
     */
    private static VersionVector replaced(VersionSet set) {
        Map<ActorId, VersionVector.Entry> entries = new TreeMap<>(set.seen().entries());
        for (Dot dot : set.standingDots()) {
            entries.computeIfPresent(dot.actor(), (actor, entry) -> {
                long before = Math.min(entry.counter(), dot.counter() - 1);
                return before == 0 ? null : new VersionVector.Entry(before, entry.touchedMillis());
            });
        }
        return VersionVector.of(entries);
    }
}
