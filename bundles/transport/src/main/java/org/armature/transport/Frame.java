package org.armature.transport;

import org.armature.protocol.FrameHeader;
import org.armature.protocol.Message;
import org.armature.protocol.MessageCodec;
import org.armature.protocol.MessageType;
import org.armature.protocol.ProtocolException;

/** A received frame whose checksum is right. */
final class Frame {
    private final FrameHeader header;
    private final byte[] body;

    Frame(FrameHeader header, byte[] body) {
        this.header = header;
        this.body = body;
    }

    MessageType type() throws ProtocolException {
        return header.messageType();
    }

    long correlation() {
        return header.correlation();
    }

    Message message() throws ProtocolException {
        return MessageCodec.decode(type(), body);
    }
}
