package org.armature.server;

import java.util.Optional;
import java.util.function.Supplier;
import org.armature.membership.MembershipView;
import org.armature.membership.Standing;
import org.armature.model.NodeId;

/** Who may connect as a peer: members, and nodes that an operator let in. Thread-safe. */
final class Acquaintances implements Greetings.Acquaintance {
    private final Supplier<MembershipView> view;

    Acquaintances(Supplier<MembershipView> view) {
        this.view = view;
    }

    @Override
    public Optional<String> objection(NodeId peer) {
        MembershipView known = view.get();
        Standing standing = known.standing(peer);
        String epoch = " at ring epoch " + known.state().epoch();
        return switch (standing) {
            case MEMBER, JOINING, LEAVING, CANDIDATE -> Optional.empty();
            case DEAD ->
                Optional.of(
                        peer + " was given up as dead" + epoch + ", and its copies are made anew elsewhere: stop it;"
                                + " to use the machine again, let it join with an empty data directory under a new grant");
            case REMOVED ->
                Optional.of(peer + " was removed from this cluster and is no member" + epoch + ": what its data"
                        + " directory holds counts no more. To use the machine again, let it join with an empty data"
                        + " directory under a new grant (armature grant " + peer + ")");
            case STRANGER ->
                Optional.of(peer + " is no member" + epoch + "; members are "
                        + known.state().members().keySet() + ". A new node joins by a grant: armature grant " + peer
                        + " on a member, armature join on the new machine");
        };
    }
}
