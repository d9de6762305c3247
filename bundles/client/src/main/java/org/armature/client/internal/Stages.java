package org.armature.client.internal;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Stages that fail with the exception itself, and not with one around it. */
final class Stages {
    private Stages() {}

    static <A, B> CompletableFuture<B> mapped(CompletableFuture<A> source, Function<A, B> function) {
        CompletableFuture<B> result = new CompletableFuture<>();
        source.whenComplete((value, error) -> {
            if (error == null) {
                settle(result, () -> result.complete(function.apply(value)));
            } else {
                result.completeExceptionally(error);
            }
        });
        return result;
    }

    /** @param error null if it succeeded */
    static <A> void complete(CompletableFuture<A> result, A value, Throwable error) {
        if (error == null) {
            result.complete(value);
        } else {
            result.completeExceptionally(error);
        }
    }

    /** Does a step towards a result, which fails if the step does. */
    static void settle(CompletableFuture<?> result, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) { // the caller's code, on a thread of the client: it is for the caller
            result.completeExceptionally(e);
        }
    }
}
