package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.armature.model.ErrorCode;
import org.armature.model.TableName;
import org.armature.storage.StorageException;
import org.junit.jupiter.api.Test;

/** An engine is asked whether it can be used, and waited for so long and no longer. */
class EngineChecksTest {
    private static final TableName CART = new TableName("shop", "cart");
    private static final Duration LONG = Duration.ofSeconds(20);

    private static Optional<String> objection(EngineChecks checks) throws Exception {
        return checks.objection(CART, "mysql").get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    private static Optional<String> objection(RuntimeException failure) throws Exception {
        return objection(new EngineChecks(
                (table, engine) -> {
                    throw failure;
                },
                LONG));
    }

    @Test
    void whatAnEngineSaysIsTold() throws Exception {
        assertEquals(Optional.empty(), objection(new EngineChecks((table, engine) -> {}, LONG)));
        assertEquals(
                Optional.of("engine mysql can't be used as it is: no such database"),
                objection(new StorageException.BadSettings("no such database")));
        assertEquals(
                Optional.of("engine mysql failed when it was asked whether it can be used:"
                        + " java.lang.IllegalStateException: a defect"),
                objection(new IllegalStateException("a defect")));
        assertEquals(
                Optional.empty(),
                objection(new EngineMissing(ErrorCode.ENGINE_MISSING, "it is not installed")),
                "the plan says that");
    }

    @Test
    void anEngineThatDoesNotAnswerIsAskedOnceUntilItDoes() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch answer = new CountDownLatch(1);
        EngineChecks impatient = new EngineChecks(
                (table, engine) -> {
                    asked.incrementAndGet();
                    Waiting.until("it may answer", () -> answer.getCount() == 0);
                },
                Duration.ofMillis(50));
        Optional<String> late = Optional.of("engine mysql did not say within 50 ms whether it can be used");
        assertEquals(late, objection(impatient));
        CompletableFuture<Optional<String>> second = impatient.objection(CART, "mysql");
        assertEquals(late, second.get(LONG.toSeconds(), TimeUnit.SECONDS));
        assertEquals(1, asked.get());
        answer.countDown();
        Waiting.until(
                "it is asked again, and answers",
                () -> impatient.objection(CART, "mysql").join().isEmpty());
    }
}
