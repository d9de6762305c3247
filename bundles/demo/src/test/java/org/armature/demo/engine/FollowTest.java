package org.armature.demo.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.armature.client.StoreException;
import org.armature.model.ErrorCode;
import org.junit.jupiter.api.Test;

class FollowTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void aNodeThatIsTooBusyToAnswerNowAndThenIsAskedAgain() throws Exception {
        String found = Follow.until(LIMIT, () -> "it", () -> {
            if (looks.incrementAndGet() < 9) {
                throw new StoreException.ReadFailed(ErrorCode.READ_TIMEOUT, "no answer");
            }
            return Optional.of("done");
        });
        assertEquals("done", found);
    }

    @Test
    void aNodeThatDoesNotAnswerAnyMoreIsTold() {
        assertThrows(
                StoreException.ReadFailed.class,
                () -> Follow.until(LIMIT, () -> "it", () -> {
                    looks.incrementAndGet();
                    throw new StoreException.ReadFailed(ErrorCode.READ_TIMEOUT, "no answer");
                }));
        assertEquals(10, looks.get());
    }

    @Test
    void whatDoesNotComeIsNamed() {
        TimeoutException late =
                assertThrows(TimeoutException.class, () -> Follow.until(Duration.ZERO, () -> "Godot", Optional::empty));
        assertEquals("after 0 s still waiting for Godot", late.getMessage());
    }
}
