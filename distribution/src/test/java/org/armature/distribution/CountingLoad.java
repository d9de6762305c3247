package org.armature.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.armature.client.ArmatureClient;
import org.armature.client.ReadResult;
import org.armature.client.Table;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.Key;

/** Clients that count on in keys of their own, and read what they have written, until they are stopped. */
final class CountingLoad implements AutoCloseable {
    private static final long LAST_MILLIS = 60_000;

    /** So that many clients leave the machine some time for what they are to notice. */
    private static final long PAUSE_NANOS = 20_000_000;

    private final Table table;
    private final List<Thread> threads = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong written = new AtomicLong();
    private final long[] acknowledged;
    private volatile boolean stopped;

    CountingLoad(ArmatureClient client, int clients) {
        table = client.table("kv");
        acknowledged = new long[clients];
        for (int number = 0; number < clients; number++) {
            int own = number;
            Thread thread = new Thread(() -> run(own), "client-" + number);
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    private static Key key(int client) {
        return Key.utf8("client-" + client);
    }

    private void run(int client) {
        CausalContext context = CausalContext.NONE;
        for (long count = 1; !stopped; count++) {
            try {
                context = table.put(key(client), Bytes.utf8(Long.toString(count)), context)
                        .context();
                acknowledged[client] = count;
                written.incrementAndGet();
                ReadResult read = table.get(key(client));
                String found = read.value().map(Bytes::utf8).orElse("nothing");
                if (!found.equals(Long.toString(count))) {
                    failures.add("client " + client + " wrote " + count + " and read " + found);
                }
                context = read.context();
                LockSupport.parkNanos(PAUSE_NANOS);
            } catch (RuntimeException e) {
                failures.add("client " + client + " at " + count + ": " + e);
            }
        }
    }

    long written() {
        return written.get();
    }

    /** Stops, and sees that nothing failed and all that was acknowledged is there. */
    void assertNothingFailedOrLost() {
        close();
        assertEquals(List.of(), List.copyOf(failures));
        for (int client = 0; client < acknowledged.length; client++) {
            Optional<Bytes> last = table.get(key(client)).value();
            assertEquals(
                    Long.toString(acknowledged[client]), last.map(Bytes::utf8).orElse("nothing"));
        }
    }

    @Override
    public void close() {
        stopped = true;
        try {
            for (Thread thread : threads) {
                thread.join(LAST_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
