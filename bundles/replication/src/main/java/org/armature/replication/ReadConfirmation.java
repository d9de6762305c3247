package org.armature.replication;

import java.util.LinkedHashSet;
import java.util.Set;
import org.armature.model.NodeId;
import org.armature.model.VersionSet;

/** The result of a confirmed get, until enough owners are known to hold it. */
final class ReadConfirmation {
    private final VersionSet result;
    private final Set<NodeId> holding = new LinkedHashSet<>();
    private final Set<NodeId> pending = new LinkedHashSet<>();

    ReadConfirmation(VersionSet result) {
        this.result = result;
    }

    VersionSet result() {
        return result;
    }

    void holds(NodeId owner) {
        holding.add(owner);
    }

    void asked(NodeId owner) {
        pending.add(owner);
    }

    void stored(NodeId owner) {
        if (pending.remove(owner)) {
            holding.add(owner);
        }
    }

    void failed(NodeId owner) {
        pending.remove(owner);
    }

    boolean concerns(NodeId owner) {
        return holding.contains(owner) || pending.contains(owner);
    }

    int holding() {
        return holding.size();
    }

    /** How many owners may hold it in the end. */
    int possible() {
        return holding.size() + pending.size();
    }
}
