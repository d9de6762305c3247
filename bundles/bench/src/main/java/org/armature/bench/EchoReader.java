package org.armature.bench;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Cuts what arrives into frames and hands them on where they lie, without copy or object for each. Only a frame cut in
 * two by the network is put together in a buffer of its own.
 */
abstract class EchoReader extends ChannelInboundHandlerAdapter {
    /** The beginning of a frame whose rest has not arrived; null if there is none. */
    private ByteBuf rest;

    /** @param body readable bytes of the buffer from its reader index; valid during the call, which need not read them */
    abstract void frame(ChannelHandlerContext context, long correlation, byte type, ByteBuf buffer, int body);

    @Override
    public final void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf arrived = (ByteBuf) message;
        if (rest == null) {
            handAllFrames(context, arrived);
            if (arrived.isReadable()) {
                rest = arrived.discardReadBytes();
                return;
            }
            arrived.release();
            return;
        }
        rest.writeBytes(arrived);
        arrived.release();
        handAllFrames(context, rest);
        if (rest.isReadable()) {
            rest.discardSomeReadBytes();
        } else {
            rest.release();
            rest = null;
        }
    }

    private void handAllFrames(ChannelHandlerContext context, ByteBuf buffer) {
        while (buffer.readableBytes() >= EchoFrame.LENGTH) {
            int length = buffer.getInt(buffer.readerIndex());
            if (buffer.readableBytes() < EchoFrame.LENGTH + length) {
                return;
            }
            int next = buffer.readerIndex() + EchoFrame.LENGTH + length;
            buffer.skipBytes(EchoFrame.LENGTH);
            long correlation = buffer.readLong();
            byte type = buffer.readByte();
            frame(context, correlation, type, buffer, length - EchoFrame.ENVELOPE);
            buffer.readerIndex(next);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (rest != null) {
            rest.release();
            rest = null;
        }
        context.fireChannelInactive();
    }
}
