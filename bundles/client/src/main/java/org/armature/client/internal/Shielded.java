package org.armature.client.internal;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.armature.client.observe.ClientObserver;
import org.armature.client.observe.OperationBegun;
import org.slf4j.Logger;

/** An observer whose exceptions hurt nobody: the first is logged, those after it are dropped. Thread-safe. */
final class Shielded<S> {
    private final ClientObserver<S> observer;
    private final Logger log;
    private final AtomicBoolean logged = new AtomicBoolean();

    Shielded(ClientObserver<S> observer, Logger log) {
        this.observer = observer;
        this.log = log;
    }

    /** Empty if the observer threw. */
    Optional<Watch<S>> begun(OperationBegun operation) {
        return asked("begun", each -> new Watch<>(this, each.begun(operation)));
    }

    void tell(String event, Consumer<ClientObserver<S>> what) {
        asked(event, each -> {
            what.accept(each);
            return Boolean.TRUE;
        });
    }

    /** Empty if it threw, or answered null where that means nothing. */
    <T> Optional<T> asked(String event, Function<ClientObserver<S>, T> what) {
        try {
            return Optional.of(what.apply(observer));
        } catch (RuntimeException | Error e) { // an operation must not fail because somebody watches it
            if (logged.compareAndSet(false, true)) {
                log.warn(
                        "client observer failed observer={} event={}; the operation goes on, later failures are not"
                                + " logged",
                        observer.getClass().getName(),
                        event,
                        e);
            }
            return Optional.empty();
        }
    }
}
