package org.armature.client.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.armature.client.observe.ClientObserver;
import org.armature.client.observe.Connections;
import org.armature.client.observe.OperationBegun;
import org.armature.client.observe.OperationKind;
import org.armature.model.Key;
import org.armature.model.TableName;
import org.armature.ring.Position;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The observers of one client, in the order they were given. Thread-safe. */
public final class Observers {
    private static final Logger LOG = LoggerFactory.getLogger(Observers.class);

    private final List<Shielded<?>> observers;
    private final boolean keyHashes;

    /** @param keyHashes whether they are told the hash of an operation's key */
    public Observers(List<ClientObserver<?>> observers, boolean keyHashes) {
        List<Shielded<?>> shielded = new ArrayList<>();
        observers.forEach(observer -> shielded.add(new Shielded<>(observer, LOG)));
        this.observers = List.copyOf(shielded);
        this.keyHashes = keyHashes;
    }

    /** @param key worked out only if somebody is told its hash */
    Observation begin(TableName table, OperationKind kind, Supplier<Key> key) {
        if (observers.isEmpty()) {
            return Observation.NONE;
        }
        return begin(new OperationBegun(table, kind, keyHashes ? hash(key.get()) : OptionalLong.empty()));
    }

    Observation beginBatch(TableName table, OperationKind kind) {
        return observers.isEmpty() ? Observation.NONE : begin(new OperationBegun(table, kind, OptionalLong.empty()));
    }

    private Observation begin(OperationBegun operation) {
        List<Watch<?>> watches = new ArrayList<>(observers.size());
        observers.forEach(observer -> observer.begun(operation).ifPresent(watches::add));
        return new ToldObservation(watches);
    }

    private static OptionalLong hash(Key key) {
        return OptionalLong.of(Position.of(key).high());
    }

    void clientOpened(Connections connections) {
        observers.forEach(observer -> observer.tell("clientOpened", each -> each.clientOpened(connections)));
    }

    void clientClosed() {
        observers.forEach(observer -> observer.tell("clientClosed", ClientObserver::clientClosed));
    }
}
