package org.armature.bench.background;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WorkWatchTest {
    @Test
    void onlyWhatGrewSinceTheStartIsSeenAndCounted() throws Exception {
        AtomicLong looks = new AtomicLong();
        CountDownLatch looked = new CountDownLatch(2);
        WorkWatch.Begun watch = WorkWatch.start(() -> {
            looked.countDown();
            long look = looks.getAndIncrement();
            return new Work(100, 1_000, 50 + look, 7, 70);
        });
        looked.await();
        Watched watched = watch.stop();
        assertTrue(watch.hasSeen(Kind.HINTS));
        assertFalse(watch.hasSeen(Kind.EXCHANGE));
        assertEquals(new Work(0, 0, looks.get() - 1, 0, 0), watched.work());
        assertEquals(looks.get() - 1, watched.looks());
        assertEquals(1, watched.share(Kind.HINTS));
        assertEquals(0, watched.share(Kind.TRANSFER));
    }
}
