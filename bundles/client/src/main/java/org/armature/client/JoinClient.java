package org.armature.client;

import org.armature.protocol.OperatorMessage.JoinAsked;
import org.armature.protocol.OperatorMessage.JoinReply;
import org.osgi.annotation.versioning.ProviderType;

/** A machine that holds a grant and wants to become a candidate. Thread-safe. */
@ProviderType
public interface JoinClient extends AutoCloseable {
    /** Of whichever member answers first; ends by the client's deadline. */
    JoinReply join(JoinAsked request);

    @Override
    void close();
}
