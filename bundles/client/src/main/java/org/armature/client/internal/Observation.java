package org.armature.client.internal;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the observers of a client are told of one operation. Thread-safe. */
interface Observation {
    /** There are no observers, or what is done is no operation of theirs. */
    Observation NONE = new Observation() {
        @Override
        public void attempts(Attempt latest) {}

        @Override
        public void found(int siblings) {}

        @Override
        public <T> T within(Supplier<T> code) {
            return code.get();
        }

        @Override
        public void ended(Ending ending) {}
    };

    /**
     * The attempts of a call, which has ended.
     *
     * @param latest from which the others hang; null if there was none
     */
    void attempts(Attempt latest);

    /** A read of it has found so many versions. */
    void found(int siblings);

    /** Runs codecs, resolvers and functions of the program. */
    <T> T within(Supplier<T> code);

    /** Nothing follows. */
    void ended(Ending ending);

    /** The operation itself, on this thread. */
    default <T> T of(Supplier<T> operation) {
        return of(operation, result -> Ending.OK);
    }

    /** @param ending what a result means that was no exception */
    default <T> T of(Supplier<T> operation, Function<T, Ending> ending) {
        if (this == NONE) {
            return operation.get();
        }
        T result = orEnded(operation);
        ended(ending.apply(result));
        return result;
    }

    /** The operation itself; its stage completes after its end was told. */
    default <T> CompletableFuture<T> ofStage(Supplier<CompletableFuture<T>> operation) {
        return ofStage(operation, result -> Ending.OK);
    }

    /** @param ending what a result means that was no exception */
    default <T> CompletableFuture<T> ofStage(Supplier<CompletableFuture<T>> operation, Function<T, Ending> ending) {
        if (this == NONE) {
            return operation.get();
        }
        CompletableFuture<T> told = new CompletableFuture<>();
        orEnded(operation).whenComplete((result, error) -> {
            ended(error == null ? ending.apply(result) : Ending.of(error));
            Stages.complete(told, result, error);
        });
        return told;
    }

    private <T> T orEnded(Supplier<T> operation) {
        try {
            return operation.get();
        } catch (RuntimeException | Error e) {
            ended(Ending.of(e));
            throw e;
        }
    }
}
