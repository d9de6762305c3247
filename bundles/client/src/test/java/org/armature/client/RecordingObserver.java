package org.armature.client;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.armature.client.observe.AttemptEnded;
import org.armature.client.observe.AttemptRole;
import org.armature.client.observe.ClientObserver;
import org.armature.client.observe.Connections;
import org.armature.client.observe.OperationBegun;
import org.armature.client.observe.OperationEnded;
import org.armature.client.observe.Scope;

/** Keeps what it is told, each line after the number of its operation, which is current in its scopes. */
final class RecordingObserver implements ClientObserver<Integer> {
    private final AtomicInteger operations = new AtomicInteger();
    private final ThreadLocal<Integer> current = new ThreadLocal<>();
    final List<String> lines = new CopyOnWriteArrayList<>();
    final List<OperationBegun> begun = new CopyOnWriteArrayList<>();
    final List<AttemptEnded> attempts = new CopyOnWriteArrayList<>();
    final List<OperationEnded> ended = new CopyOnWriteArrayList<>();
    volatile Connections connections;

    /** As if nothing had been told yet. */
    void forget() {
        operations.set(0);
        lines.clear();
        begun.clear();
        attempts.clear();
        ended.clear();
    }

    /** The number of the operation in whose scope this thread is; null if in none. */
    Integer current() {
        return current.get();
    }

    List<AttemptRole> roles() {
        return attempts.stream().map(AttemptEnded::role).toList();
    }

    @Override
    public Integer begun(OperationBegun operation) {
        begun.add(operation);
        int number = operations.incrementAndGet();
        lines.add(number + " begun " + operation.kind() + " " + operation.table());
        return number;
    }

    @Override
    public void attempted(Integer operation, AttemptEnded attempt) {
        attempts.add(attempt);
        lines.add(operation + " attempt " + attempt.number() + " " + attempt.role() + " " + attempt.node() + " "
                + attempt.outcome());
    }

    @Override
    public void found(Integer operation, int siblings) {
        lines.add(operation + " found " + siblings);
    }

    @Override
    public Scope entered(Integer operation) {
        Integer outside = current.get();
        current.set(operation);
        return () -> current.set(outside);
    }

    @Override
    public void ended(Integer operation, OperationEnded end) {
        ended.add(end);
        lines.add(
                operation + " ended " + end.outcome() + " attempts=" + end.attempts() + " failed=" + end.failedKeys());
    }

    @Override
    public void clientOpened(Connections opened) {
        connections = opened;
        lines.add("opened");
    }

    @Override
    public void clientClosed() {
        lines.add("closed");
    }
}
