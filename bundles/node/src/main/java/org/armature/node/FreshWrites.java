package org.armature.node;

import java.util.Optional;
import org.armature.model.ActorId;
import org.armature.replication.ReentryChange;

/** Makes writes of now of copies of long ago, as far as there are key epochs for them. */
final class FreshWrites {
    private final ShardSettings settings;
    private final KeyEpochs epochs;
    private final EventTime time;

    FreshWrites(ShardSettings settings, KeyEpochs epochs, EventTime time) {
        this.settings = settings;
        this.epochs = epochs;
        this.time = time;
    }

    /**
     * @param waiting changes that may take a key epoch before this one's turn comes
     * @return empty if there may be none left by then
     */
    Optional<ReentryChange> change(int waiting) {
        return epochs.left() <= waiting
                ? Optional.empty()
                : Optional.of(new ReentryChange(
                        settings.incarnation(),
                        () -> new ActorId(settings.self(), settings.incarnation(), epochs.take()),
                        time.wallMillis()));
    }
}
