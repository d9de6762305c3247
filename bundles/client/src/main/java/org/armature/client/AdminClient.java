package org.armature.client;

import org.armature.model.Key;
import org.armature.model.TableName;
import org.armature.protocol.Message.RawGetReply;
import org.armature.protocol.Message.RingReply;
import org.armature.protocol.Message.StatusReply;
import org.osgi.annotation.versioning.ProviderType;

/** Questions to one node's admin listener; each call ends by the client's deadline. Thread-safe. */
@ProviderType
public interface AdminClient extends AutoCloseable {
    StatusReply status();

    RingReply ring();

    RingReply ring(TableName table, Key key);

    /** What this one node holds of the key, without asking others. */
    RawGetReply rawGet(TableName table, Key key);

    @Override
    void close();
}
