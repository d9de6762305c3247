package org.armature.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.armature.model.CausalContext;
import org.armature.storage.StoreKind;
import org.junit.jupiter.api.Test;

class ScrubTest {
    private static final int KEYS = 40;
    private static final long DAY_MILLIS = 24 * 3_600_000L;

    private final ShardCluster cluster = new ShardCluster(1, 1, 1, "n1").scrubbingWithin(DAY_MILLIS);

    private void fill() {
        for (int i = 0; i < KEYS; i++) {
            cluster.put("n1", "key" + i, "value", CausalContext.NONE);
            cluster.settle();
        }
        cluster.kill("n1");
        cluster.restart("n1");
        cluster.settle();
    }

    private void pass(long millis, long step) {
        for (long passed = 0; passed < millis; passed += step) {
            cluster.passTime(step);
            cluster.settle();
        }
    }

    private long scrubbed() {
        return cluster.shard("n1").counts().get(Counter.KEYS_SCRUBBED);
    }

    @Test
    void everythingIsReadWithinAPeriod() {
        fill();
        pass(DAY_MILLIS + DAY_MILLIS / 10, DAY_MILLIS / 100);
        assertTrue(scrubbed() >= KEYS, () -> scrubbed() + " keys");
    }

    @Test
    void aNodeThatIsStartedAnewMoreOftenComesToItsLastPlacesAllTheSame() {
        fill();
        long all = 0;
        for (int life = 0; life < 11; life++) {
            pass(DAY_MILLIS / 10, DAY_MILLIS / 100);
            all += scrubbed();
            cluster.kill("n1");
            cluster.restart("n1");
            cluster.settle();
        }
        assertTrue(all >= KEYS && all <= 2 * KEYS, all + " keys");
    }

    @Test
    void aHintForANodeThatStaysAwayIsReadToo() {
        ShardCluster five = new ShardCluster(1, 2, 2, "n1", "n2", "n3", "n4", "n5").scrubbingWithin(DAY_MILLIS);
        String key = ShardCluster.keyOfPartition(0);
        five.kill("n2");
        five.put("n1", key, "value", CausalContext.NONE);
        five.settle();
        assertEquals(1, five.hints("n4"));
        five.damageHint("n4", key);
        for (int hours = 0; hours <= 25; hours++) {
            assertEquals(hours < 24 ? 0 : 1, five.count("n4", Counter.HINTS_DAMAGED));
            five.passTime(DAY_MILLIS / 24);
            five.settle();
        }
        assertEquals(0, five.hints("n4"));
        assertEquals(1, five.count("n4", Counter.RECORDS_CORRUPT));
        assertEquals(
                List.of(StoreKind.HINTS),
                five.setAside("n4").stream().map(Effect.SetAside::kind).toList());
        assertTrue(five.copy("n1", key).isPresent());
    }

    @Test
    void whatWasReadIsNotReadAgainBeforeItsTime() {
        fill();
        pass(DAY_MILLIS, DAY_MILLIS / 100);
        pass(120_000, 60_000);
        cluster.kill("n1");
        cluster.restart("n1");
        cluster.settle();
        pass(60_000, 60_000);
        assertEquals(0, scrubbed());
    }
}
