package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.armature.engine.bdbje.BdbjeEngine;
import org.armature.model.Bytes;
import org.armature.model.TableName;
import org.armature.node.Effect;
import org.armature.node.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exchanges of the engine under writes that go on, with files. */
class BdbjeSwapTest {
    private static final StorageCallsOf CART = new StorageCallsOf(new TableName("shop", "cart"));
    private static final int SWAPS = 10;
    private static final int BETWEEN = 10;

    @TempDir
    Path directory;

    /** Each write is told only when the one before it has ended, so that most exchanges find one on its way. */
    private static final class Writer {
        private final BlockingQueue<Event> results = new LinkedBlockingQueue<>();
        private final StorageLane lane;
        private volatile long written;

        Writer(int number, EngineBindings bindings) {
            lane = new StorageLane(
                    "writer-" + number,
                    new ShardStorage.Place(0, 1, false),
                    bindings,
                    noted -> {},
                    results::add,
                    (where, cause) -> results.add(new Event.StorageFailed(0, null, cause.toString())));
            lane.start();
            tell();
        }

        private void tell() {
            lane.tell(CART.write(written, written % 100, "value " + written));
        }

        void goOnUntil(boolean[] stop) throws InterruptedException {
            while (true) {
                long number = written;
                assertEquals(new Event.RecordWritten(number), next());
                written = number + 1;
                synchronized (stop) {
                    if (stop[0]) {
                        return;
                    }
                }
                tell();
            }
        }

        Event next() throws InterruptedException {
            return results.poll(Waiting.LONGEST.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void everyWriteGoesOnAndIsThereAfterManyExchanges() throws Exception {
        try (EngineBindings bindings =
                Instances.bindings(directory, Instances.read(directory, "shop", "tables.cart.engine = bdbje"))) {
            bindings.bind(new BdbjeEngine());
            bindings.serve(Optional.empty());
            Writer writer = new Writer(1, bindings);
            boolean[] stop = new boolean[1];
            Throwable[] failed = new Throwable[1];
            Thread swaps = new Thread(() -> {
                try {
                    for (int swap = 0; swap < SWAPS; swap++) {
                        long before = writer.written;
                        Waiting.until("more is written", () -> writer.written > before + BETWEEN);
                        bindings.swap(new BdbjeEngine(), SwapLimits.USUAL);
                    }
                } catch (SwapFailed | RuntimeException | AssertionError e) {
                    failed[0] = e;
                }
                synchronized (stop) {
                    stop[0] = true;
                }
            });
            swaps.start();
            writer.goOnUntil(stop);
            swaps.join(Waiting.LONGEST.toMillis());
            assertNull(failed[0]);
            for (long key = 0; key < Math.min(100, writer.written); key++) {
                long last = key + (writer.written - 1 - key) / 100 * 100;
                Effect read = CART.read(writer.written + key, key);
                writer.lane.tell(read);
                assertEquals(
                        new Event.RecordRead(writer.written + key, Optional.of(Bytes.utf8("value " + last))),
                        writer.next());
            }
            writer.lane.close();
        }
    }
}
