package org.armature.client.internal;

import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.armature.client.Outcome;

/**
 * Calls of several keys that have one deadline, with a bounded number of them under way at once. Whichever thread ends
 * one begins the next; those whose turn has not come at the deadline end without being sent. Thread-safe.
 */
final class Batch<K, R> {
    private final Cluster cluster;
    private final Span span;
    private final Observation observation;
    private final int parallelism;
    private final CompletableFuture<Map<K, Outcome<R>>> result = new CompletableFuture<>();

    // guarded by this
    private final Iterator<Map.Entry<K, Outcome<Operation<R>>>> waiting;
    private final Map<K, Outcome<R>> outcomes = new LinkedHashMap<>();
    private final Set<Call<R>> calls = new LinkedHashSet<>();
    private int underWay;
    private int open;
    private boolean beginning;
    private Optional<String> abandoned = Optional.empty();

    /** @param prepared of each key what is to be asked, or why that can't be */
    Batch(
            Cluster cluster,
            Span span,
            Observation observation,
            int parallelism,
            Map<K, Outcome<Operation<R>>> prepared) {
        this.cluster = cluster;
        this.span = span;
        this.observation = observation;
        this.parallelism = parallelism;
        waiting = List.copyOf(prepared.entrySet()).iterator();
        prepared.keySet().forEach(key -> outcomes.put(key, null));
        open = prepared.size();
    }

    /** Of each key what became of it; never fails. */
    CompletableFuture<Map<K, Outcome<R>>> result() {
        return result;
    }

    CompletableFuture<Map<K, Outcome<R>>> begun() {
        begin();
        return result;
    }

    void begin() {
        if (outcomes.isEmpty()) {
            result.complete(Collections.emptyMap());
        } else {
            beginMore();
        }
    }

    /** Ends the calls under way, and each of the others when its turn comes. */
    void abandon(String reason) {
        List<Call<R>> begun;
        synchronized (this) {
            abandoned = Optional.of(reason);
            begun = List.copyOf(calls);
        }
        begun.forEach(call -> call.abandon(reason));
    }

    /** One thread at a time: a call that ends while it is begun does not begin the next one from within. */
    private void beginMore() {
        synchronized (this) {
            if (beginning) {
                return;
            }
            beginning = true;
        }
        for (Optional<Map.Entry<K, Outcome<Operation<R>>>> next = next(); next.isPresent(); next = next()) {
            begin(next.get().getKey(), next.get().getValue());
        }
    }

    private synchronized Optional<Map.Entry<K, Outcome<Operation<R>>>> next() {
        if (underWay == parallelism || !waiting.hasNext()) {
            beginning = false;
            return Optional.empty();
        }
        underWay++;
        return Optional.of(waiting.next());
    }

    private void begin(K key, Outcome<Operation<R>> prepared) {
        if (prepared instanceof Outcome.Failed<Operation<R>> failed) {
            ended(key, new Outcome.Failed<>(failed.error()));
            return;
        }
        Call<R> call = new Call<>(prepared.result().orElseThrow(), cluster, span, observation, false);
        Optional<String> reason;
        synchronized (this) {
            calls.add(call);
            reason = abandoned;
        }
        call.result().whenComplete((value, error) -> {
            forget(call);
            ended(key, error == null ? new Outcome.Done<>(value) : new Outcome.Failed<>((RuntimeException) error));
        });
        reason.ifPresentOrElse(call::abandon, () -> call.proceed(System.nanoTime()));
    }

    private synchronized void forget(Call<R> call) {
        calls.remove(call);
    }

    private void ended(K key, Outcome<R> outcome) {
        boolean last;
        synchronized (this) {
            outcomes.put(key, outcome);
            underWay--;
            open--;
            last = open == 0;
        }
        if (last) {
            result.complete(Collections.unmodifiableMap(outcomes));
        } else {
            beginMore();
        }
    }
}
