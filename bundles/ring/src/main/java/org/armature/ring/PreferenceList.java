package org.armature.ring;

import java.util.List;
import org.armature.model.NodeId;

/**
 * The nodes to ask for a key (Dynamo §4.3).
 *
 * @param owners the first nodes clockwise on distinct hosts, N of them, or fewer if there are fewer hosts
 * @param fallbacks all other hosts' first nodes in ring order, to stand in when an owner is away (§4.6)
 */
public record PreferenceList(List<NodeId> owners, List<NodeId> fallbacks) {
    public PreferenceList {
        owners = List.copyOf(owners);
        fallbacks = List.copyOf(fallbacks);
    }
}
