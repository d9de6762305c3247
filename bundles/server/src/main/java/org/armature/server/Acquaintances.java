package org.armature.server;

import java.util.function.Supplier;
import org.armature.membership.Access;
import org.armature.membership.MembershipView;
import org.armature.model.NodeId;

/**
 * Who may connect as a peer: members, and nodes that an operator let in; those that are members no more may only ask for
 * the ring. Thread-safe.
 */
final class Acquaintances implements Acquaintance {
    private final Supplier<MembershipView> view;

    Acquaintances(Supplier<MembershipView> view) {
        this.view = view;
    }

    @Override
    public Access access(NodeId peer) {
        return view.get().standing(peer).access();
    }

    @Override
    public String objection(NodeId peer) {
        MembershipView known = view.get();
        String epoch = " at ring epoch " + known.state().epoch();
        return switch (known.standing(peer)) {
            case MEMBER, JOINING, LEAVING, CANDIDATE -> peer + " is welcome" + epoch;
            case DEAD ->
                peer + " was given up as dead" + epoch + ", and its copies are made anew elsewhere: stop it;"
                        + " to use the machine again, let it join with an empty data directory under a new grant";
            case REMOVED ->
                peer + " was removed from this cluster and is no member" + epoch + ": what its data"
                        + " directory holds counts no more. To use the machine again, let it join with an empty data"
                        + " directory under a new grant (armature grant " + peer + ")";
            case STRANGER ->
                peer + " is no member" + epoch + "; members are "
                        + known.state().members().keySet() + ". A new node joins by a grant: armature grant " + peer
                        + " on a member, armature join on the new machine. If it did, a later grant for its name has"
                        + " replaced its own: join it again with the new token and empty directories";
        };
    }
}
