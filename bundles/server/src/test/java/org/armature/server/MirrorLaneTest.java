package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.armature.model.TableName;
import org.armature.storage.Durability;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorLaneTest {
    private static final TableName CART = new TableName("shop", "cart");

    @TempDir
    Path directory;

    @Test
    void aLaneThatComesToItsEndWhileCallsAreGivenUpTakesTheNextOnes() {
        try (EngineBindings bindings =
                Instances.bindings(directory, Instances.read(directory, "shop", "tables.cart.engine = shelf"))) {
            Mirror mirror = new Mirror(CART, Durability.PROCESS, 16, bindings, MirrorLaneTest::broke);
            MirrorLane lane = new MirrorLane("lane", new MirrorWork(mirror, bindings), MirrorLaneTest::broke);
            CountDownLatch blocks = new CountDownLatch(1);
            CountDownLatch blocked = new CountDownLatch(1);
            List<String> told = new ArrayList<>();
            lane.take(write(() -> {
                blocked.countDown();
                Waiting.until("the second is given up", () -> blocks.getCount() == 0);
            }));
            lane.take(write(() -> {
                told.add("second");
                blocks.countDown();
                Waiting.until("the lane has ended its batch", () -> !lane.isStuck());
            }));
            lane.take(write(() -> told.add("third")));
            lane.start();
            Waiting.until("the lane is at work", () -> blocked.getCount() == 0);
            lane.giveUpOverdue(System.nanoTime() + Duration.ofMinutes(1).toNanos());

            assertEquals(List.of("second", "third"), told);
            assertFalse(lane.isStuck());
            lane.close();
        }
    }

    private static MirrorCall.Write write(Runnable told) {
        return new MirrorCall.Write(List.of(), Durability.PROCESS, written -> told.run());
    }

    private static void broke(String where, Throwable cause) {
        throw new AssertionError(where, cause);
    }
}
