package org.armature.server;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.armature.config.problem.InvalidConfig;
import org.armature.model.TableName;
import org.armature.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks engines whether they could keep a table, and waits no longer for that than an operator would. Thread-safe. */
final class EngineChecks {
    /** Longer than an engine of a server waits for a connection, as it is configured usually. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(EngineChecks.class);

    private final Check check;
    private final Duration patience;
    private final Map<Asked, CompletableFuture<Optional<String>>> underWay = new ConcurrentHashMap<>();

    private record Asked(TableName table, String engine) {}

    /** As {@link EngineBindings#check}. */
    interface Check {
        void of(TableName table, String engine);
    }

    EngineChecks(Check check, Duration patience) {
        this.check = check;
        this.patience = patience;
    }

    /**
     * Blocks nobody, and fails never. An engine that has not answered an earlier question is not asked again.
     *
     * @return why the engine can't be used, as a sentence; empty if nothing is known against it
     */
    CompletableFuture<Optional<String>> objection(TableName table, String engine) {
        return underWay.computeIfAbsent(new Asked(table, engine), this::ask)
                .copy()
                .completeOnTimeout(
                        Optional.of("engine " + engine + " did not say within " + patience.toMillis()
                                + " ms whether it can be used"),
                        patience.toNanos(),
                        TimeUnit.NANOSECONDS);
    }

    private CompletableFuture<Optional<String>> ask(Asked asked) {
        CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
        new EngineThread(
                        () -> {
                            Optional<String> objection = answer(asked);
                            underWay.remove(asked);
                            answer.complete(objection);
                        },
                        "armature-engine-check")
                .start();
        return answer;
    }

    private Optional<String> answer(Asked asked) {
        try {
            check.of(asked.table(), asked.engine());
            return Optional.empty();
        } catch (EngineMissing | InvalidConfig e) {
            LOG.debug("engine not asked, as its plan tells table={} engine={}", asked.table(), asked.engine(), e);
            return Optional.empty();
        } catch (StorageException e) {
            return Optional.of("engine " + asked.engine() + " can't be used as it is: " + e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("engine failed when it was asked engine={}", asked.engine(), e);
            return Optional.of("engine " + asked.engine() + " failed when it was asked whether it can be used: " + e);
        }
    }
}
