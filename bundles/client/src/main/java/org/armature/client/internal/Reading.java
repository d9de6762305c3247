package org.armature.client.internal;

import java.util.Optional;
import java.util.OptionalInt;
import org.armature.client.ReadResult;
import org.armature.model.Key;
import org.armature.model.TableName;
import org.armature.protocol.Message;

/** One get. */
record Reading(TableName table, Key key, Message.ReadWish wish, Hedging hedging) implements Operation<ReadResult> {
    @Override
    public Message request(long deadlineMillis, boolean again) {
        return new Message.Get(table, key, wish, deadlineMillis);
    }

    @Override
    public Optional<ReadResult> result(Message answer) {
        return answer instanceof Message.GetReply reply
                ? Optional.of(new ReadResult(reply.versions(), reply.context(), reply.merge()))
                : Optional.empty();
    }

    @Override
    public boolean isWrite() {
        return false;
    }

    @Override
    public OptionalInt siblings(ReadResult answer) {
        return OptionalInt.of(answer.versions().size());
    }

    @Override
    public String describe() {
        return "get " + Texts.of(table, key);
    }

    @Override
    public String afterUnknownOutcome() {
        return "";
    }
}
