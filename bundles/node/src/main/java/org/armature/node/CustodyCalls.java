package org.armature.node;

import java.util.LinkedHashMap;
import java.util.Map;
import org.armature.protocol.TransferMessage.MoveName;

/** What this node promises about places and has not on disk yet. */
final class CustodyCalls {
    /** Exactly one of the two is called, once. */
    interface Waiter {
        void kept();

        void refused(String why);
    }

    private final Outbox outbox;
    private final Map<Long, Waiter> waiting = new LinkedHashMap<>();
    private long last;

    CustodyCalls(Outbox outbox) {
        this.outbox = outbox;
    }

    void keep(MoveName move, Effect.Custody custody, Waiter waiter) {
        waiting.put(++last, waiter);
        outbox.add(new Effect.KeepCustody(last, move, custody));
    }

    void on(Event.CustodyKept kept) {
        waiting.remove(kept.operation()).kept();
    }

    void on(Event.CustodyRefused refused) {
        waiting.remove(refused.operation()).refused(refused.why());
    }
}
