package org.armature.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.armature.client.ReadResult;
import org.armature.client.StoreException;
import org.armature.client.Table;
import org.armature.model.Bytes;
import org.armature.model.Key;

/**
 * Clients that write and delete the keys of a table, each its own ones, and remember of every key what was acknowledged
 * last and what was tried since: nothing else may be read, neither something older nor a deleted value.
 */
final class MovingLoad implements AutoCloseable {
    private final int clients;
    private final int keysEach;
    private final ExecutorService threads;
    private final List<History> histories = new ArrayList<>();
    private volatile boolean ending;
    private List<Future<?>> running = List.of();

    /** Of one key; an empty text stands for nothing. */
    private static final class History {
        private final String name;
        private final Key key;
        private String acknowledged = "";
        private final List<String> triedSince = new ArrayList<>();
        private int round;

        History(String name) {
            this.name = name;
            this.key = Key.utf8(name);
        }
    }

    MovingLoad(int clients, int keysEach) {
        this.clients = clients;
        this.keysEach = keysEach;
        this.threads = Executors.newFixedThreadPool(clients);
        for (int i = 0; i < clients * keysEach; i++) {
            histories.add(new History("key" + i));
        }
    }

    /** Each key once, before anything else; every call has to succeed. */
    void fill(Table table) {
        histories.forEach(history -> {
            if (!write(table, history, false)) {
                throw new AssertionError(history.key + " was not written");
            }
        });
    }

    /** @param mayFail whether an operation may fail because the node is gone; then that client ends */
    void begin(Table table, long seed, BooleanSupplier mayFail) {
        ending = false;
        List<Future<?>> started = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            List<History> mine = histories.subList(client * keysEach, (client + 1) * keysEach);
            Random random = new Random(seed + client);
            started.add(threads.submit((Callable<Void>) () -> {
                while (!ending && step(table, mine, random, mayFail)) {
                    // the next one
                }
                return null;
            }));
        }
        running = started;
    }

    private boolean step(Table table, List<History> mine, Random random, BooleanSupplier mayFail) {
        boolean done = write(table, mine.get(random.nextInt(mine.size())), random.nextInt(4) == 0);
        if (!done && !mayFail.getAsBoolean()) {
            throw new AssertionError("a write failed while nothing was wrong with the node");
        }
        return done;
    }

    private static boolean write(Table table, History history, boolean deletes) {
        String value = deletes ? "" : history.name + "-" + ++history.round;
        try {
            ReadResult read = table.get(history.key);
            history.triedSince.add(value);
            if (deletes) {
                table.delete(history.key, read.context());
            } else {
                table.put(history.key, Bytes.utf8(value), read.context());
            }
        } catch (StoreException e) {
            return false;
        }
        history.acknowledged = value;
        history.triedSince.clear();
        return true;
    }

    /** Blocks until no operation is under way; throws what went wrong. */
    void end() throws Exception {
        ending = true;
        for (Future<?> client : running) {
            client.get(Waiting.LONGEST.toSeconds() * 2, TimeUnit.SECONDS);
        }
        running = List.of();
    }

    void judge(Table table, String when) {
        for (History history : histories) {
            List<Bytes> values = table.get(history.key).values();
            String found = values.isEmpty() ? "" : values.get(0).utf8();
            if (values.size() > 1 || !(found.equals(history.acknowledged) || history.triedSince.contains(found))) {
                throw new AssertionError(when + ": " + history.key + " is " + values + ", was acknowledged as \""
                        + history.acknowledged + "\", and " + history.triedSince + " tried since");
            }
            history.acknowledged = found;
            history.triedSince.clear();
        }
    }

    @Override
    public void close() {
        ending = true;
        threads.shutdownNow();
    }
}
