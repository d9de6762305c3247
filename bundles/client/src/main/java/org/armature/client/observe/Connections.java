package org.armature.client.observe;

import org.osgi.annotation.versioning.ProviderType;

/** How many of the nodes a client was given are connected to it now. Thread-safe; costs a look at each node. */
@ProviderType
public interface Connections {
    /** Nodes with a connection on which requests can be sent, silent ones included. */
    int up();

    /** The other nodes. */
    int down();
}
