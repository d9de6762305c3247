package org.armature.replication;

import java.util.Optional;
import java.util.function.Supplier;
import org.armature.model.ActorId;
import org.armature.model.Bytes;
import org.armature.model.Dot;
import org.armature.model.ErrorCode;
import org.armature.model.RequestId;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.model.VersionVector;

/**
 * A coordinator gives a client's write its dot (Dynamo §4.4): what the context covers is replaced, the rest stays
 * beside it.
 *
 * <p>A dot means one value for ever, so a node counts on only under an actor it surely remembers all events of: one of
 * its present incarnation, kept in this very copy, of which neither the context nor the copy claims more than it
 * counted. Otherwise it counts from 1 under a fresh key epoch. A write whose request id the record knows is not minted
 * again: the copy that holds it is sent on as it is.
 */
public final class MintChange implements RecordChange {
    private final RequestId request;
    private final Optional<Bytes> value;
    private final VersionVector context;
    private final long nowMillis;
    private final long incarnation;
    private final Supplier<ActorId> freshActor;
    private final int maxSiblings;

    /**
     * @param value empty for a deletion
     * @param context what the client had seen, checked
     * @param nowMillis wall time of this node
     * @param incarnation this node's present one
     * @param freshActor gives an actor never given before
     */
    public MintChange(
            RequestId request,
            Optional<Bytes> value,
            VersionVector context,
            long nowMillis,
            long incarnation,
            Supplier<ActorId> freshActor,
            int maxSiblings) {
        this.request = request;
        this.value = value;
        this.context = context;
        this.nowMillis = nowMillis;
        this.incarnation = incarnation;
        this.freshActor = freshActor;
        this.maxSiblings = maxSiblings;
    }

    @Override
    public Decision decide(Optional<LocalCopy> found) {
        VersionSet before = found.map(LocalCopy::set).orElse(VersionSet.EMPTY);
        if (found.isPresent() && before.requests().knows(request)) {
            return new Keep(found.get());
        }
        ActorId actor = found.flatMap(LocalCopy::minting)
                .filter(own -> own.incarnation() == incarnation)
                .filter(own -> context.counter(own) <= before.seen().counter(own))
                .orElseGet(freshActor);
        Dot dot = new Dot(actor, before.seen().counter(actor) + 1);
        VersionSet after = before.put(context, new Version(dot, request, nowMillis, value));
        int versions = after.versions().size();
        if (versions > maxSiblings && versions > before.versions().size()) {
            return new Refuse(
                    ErrorCode.TOO_MANY_SIBLINGS,
                    "the key has " + before.versions().size() + " siblings and the table allows " + maxSiblings
                            + ": read it, merge them, and put the result with the context of that read");
        }
        return new Store(LocalCopy.of(after, Optional.of(actor)));
    }
}
