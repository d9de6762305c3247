package org.armature.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.storage.Durability;
import org.armature.storage.Environment;
import org.armature.storage.OpenReport;
import org.armature.storage.StorageEngine;
import org.armature.storage.StoreId;
import org.armature.storage.StoreStats;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One exchange of a storage engine for another of the same name, under the tables it serves. Their storage calls wait
 * meanwhile: those under way end, the environments are closed by the engine that opened them and opened by the next
 * one, which must find them as they were left, store by store. If it does not, the engine before opens them again.
 */
final class EngineSwap {
    private static final Logger LOG = LoggerFactory.getLogger(EngineSwap.class);

    private final EngineBindings bindings;
    private final Environments environments;
    private final StorageEngine before;
    private final StorageEngine next;
    private final SwapLimits limits;

    /** Those the engine has opened and those that stand on them, in the order in which they are closed. */
    private final List<OpenEnvironment> concerned;

    private final Map<String, SortedMap<StoreId, StoreStats>> stored = new LinkedHashMap<>();
    private final List<OpenEnvironment> opened = new ArrayList<>();

    EngineSwap(
            EngineBindings bindings,
            Environments environments,
            StorageEngine before,
            StorageEngine next,
            SwapLimits limits) {
        this.bindings = bindings;
        this.environments = environments;
        this.before = before;
        this.next = next;
        this.limits = limits;
        this.concerned = environments.openedBy(before);
    }

    /**
     * Blocks as long as that takes; tables are served when it returns or throws.
     *
     * @throws SwapFailed if the engine before goes on
     */
    SwapTimes run() throws SwapFailed {
        refuseIfItForgets();
        long began = System.nanoTime();
        concerned.forEach(each -> each.gate().shut(limits.patience()));
        try {
            drain(began);
            long drained = System.nanoTime();
            count();
            long counted = System.nanoTime();
            close();
            long closed = System.nanoTime();
            Map<String, OpenEnvironment> anew;
            long open;
            try {
                anew = open(concerned, next);
                open = System.nanoTime();
                verify(anew);
            } catch (RuntimeException | LinkageError | SwapFailed e) { // a class that is not in the jar, too
                throw goBack(e);
            }
            bindings.rebind(next, anew);
            return new SwapTimes(
                    drained - began, counted - drained, closed - counted, open - closed, System.nanoTime() - open);
        } finally {
            concerned.forEach(each -> each.gate().open());
        }
    }

    /** What is closed must be there when it is opened, and so must what was handed down to it then. */
    private void refuseIfItForgets() throws SwapFailed {
        boolean handsDown = concerned.stream()
                .anyMatch(each -> each.engine().equals(before) && each.ground().isPresent());
        if (handsDown || !before.profile().durabilities().equals(EnumSet.of(Durability.MEMORY))) {
            return;
        }
        for (OpenEnvironment each : concerned) {
            if (entries(figures(each.environment())) > 0) {
                throw new SwapFailed("engine " + before.name() + " keeps what it stores in memory alone, and "
                        + each.name() + " would be empty after the exchange: nothing was changed");
            }
        }
    }

    private void drain(long began) throws SwapFailed {
        for (OpenEnvironment each : concerned) {
            Duration left = limits.drain().minusNanos(System.nanoTime() - began);
            if (!each.gate().drain(left)) {
                throw new SwapFailed(each.gate().callsUnderWay() + " storage calls of " + each.name()
                        + " did not end within " + limits.drain().toMillis()
                        + " ms: nothing was changed, engine " + before.name() + " goes on");
            }
        }
    }

    private void count() throws SwapFailed {
        try {
            concerned.forEach(this::count);
        } catch (RuntimeException e) {
            throw new SwapFailed("engine " + before.name() + " can't tell what it stores, so nothing was changed: "
                    + e.getMessage());
        }
    }

    private void count(OpenEnvironment each) {
        if (each.ground().isEmpty()) {
            stored.put(each.name(), figures(each.environment()));
        }
    }

    private static SortedMap<StoreId, StoreStats> figures(Environment environment) {
        SortedMap<StoreId, StoreStats> figures = new TreeMap<>();
        for (StoreId id : environment.stores()) {
            figures.put(id, environment.store(id).stats());
        }
        return figures;
    }

    private static long entries(SortedMap<StoreId, StoreStats> figures) {
        return figures.values().stream().mapToLong(StoreStats::entries).sum();
    }

    private void close() throws SwapFailed {
        Optional<RuntimeException> failure = Optional.empty();
        for (OpenEnvironment each : concerned) {
            try {
                countAnewIfHandedDown(each);
            } catch (RuntimeException e) {
                stored.remove(each.name());
                failure = Optional.of(e);
            }
            try {
                each.environment().close();
            } catch (RuntimeException e) {
                environments.notClosedCleanly(each, e);
                failure = Optional.of(e);
            }
        }
        if (failure.isPresent()) {
            throw goBack(failure.get());
        }
    }

    /** What stood on it is closed by now. */
    private void countAnewIfHandedDown(OpenEnvironment each) {
        if (concerned.stream().anyMatch(top -> top.standsOn(each))) {
            count(each);
        }
    }

    /** In the reverse of the order in which they were closed. */
    private Map<String, OpenEnvironment> open(List<OpenEnvironment> closed, StorageEngine engine) throws SwapFailed {
        Map<String, OpenEnvironment> anew = new LinkedHashMap<>();
        List<OpenEnvironment> order = new ArrayList<>(closed);
        Collections.reverse(order);
        for (OpenEnvironment each : order) {
            if (bindings.isEnding()) {
                throw new SwapFailed("the node stops");
            }
            Optional<OpenEnvironment> ground = each.ground()
                    .flatMap(name -> Optional.ofNullable(anew.get(name)).or(() -> environments.find(name)));
            OpenEnvironment environment =
                    environments.openAnew(each, each.engine().equals(before) ? engine : each.engine(), ground);
            opened.add(environment);
            anew.put(each.name(), environment);
        }
        return anew;
    }

    /** One that stands on another has nothing of its own. */
    private void verify(Map<String, OpenEnvironment> anew) throws SwapFailed {
        for (OpenEnvironment each : anew.values()) {
            if (each.ground().isPresent()) {
                continue;
            }
            OpenReport report = each.environment().openReport();
            SortedMap<StoreId, StoreStats> were = stored.get(each.name());
            boolean isNew = report.state() == OpenReport.State.EMPTY && entries(were) == 0;
            if (report.state() != OpenReport.State.CLEAN && !isNew) {
                throw new SwapFailed("it opened " + each.name() + " as " + report.state() + " (" + report.detail()
                        + "), though it had been closed cleanly");
            }
            Optional<String> difference = difference(were, figures(each.environment()));
            if (difference.isPresent()) {
                throw new SwapFailed("in " + each.name() + " it finds " + difference.get());
            }
        }
    }

    private static Optional<String> difference(
            SortedMap<StoreId, StoreStats> before, SortedMap<StoreId, StoreStats> now) {
        if (!before.keySet().equals(now.keySet())) {
            return Optional.of(now.size() + " stores where there were " + before.size());
        }
        return before.entrySet().stream()
                .filter(store -> !now.get(store.getKey()).equals(store.getValue()))
                .findFirst()
                .map(store -> {
                    StoreStats is = now.get(store.getKey());
                    StoreStats was = store.getValue();
                    return is.entries() + " entries with " + is.bytes() + " bytes in store " + store.getKey()
                            + ", where there were " + was.entries() + " with " + was.bytes();
                });
    }

    /** What the next engine has opened is closed, and the one before opens what it had. */
    private SwapFailed goBack(Throwable why) {
        LOG.warn("engine not exchanged, the one before opens again engine={}", before.name(), why);
        closeOpened();
        String failure = "the other engine " + next.name() + " was not taken, since "
                + (why.getMessage() == null ? why.toString() : why.getMessage());
        try {
            List<OpenEnvironment> lost =
                    concerned.stream().filter(environments::isRefused).toList();
            List<OpenEnvironment> others =
                    concerned.stream().filter(each -> !lost.contains(each)).toList();
            Map<String, OpenEnvironment> again = open(others, before);
            refuseIfSpoiled(again);
            bindings.rebind(before, again);
            if (lost.isEmpty()) {
                return new SwapFailed(failure + ". The engine before has opened again and goes on");
            }
            String effect = lost.stream().map(OpenEnvironment::name).toList()
                    + " lost what it had not handed down: restart the node, which then takes a new incarnation";
            bindings.lost(lost, effect);
            return new SwapFailed(failure + ". The engine before goes on, but " + effect);
        } catch (RuntimeException | SwapFailed e) {
            closeOpened();
            bindings.lost(concerned, failure + "; and the one before can't go on: " + e.getMessage());
            return new SwapFailed(failure + ". Nor can the engine before go on: " + e.getMessage()
                    + ". Its tables are not served by this node until it can");
        }
    }

    /** Whatever the next engine has done to them meanwhile: they must be as they were closed. */
    private void refuseIfSpoiled(Map<String, OpenEnvironment> again) throws SwapFailed {
        List<String> spoiled = new ArrayList<>();
        for (OpenEnvironment each : again.values()) {
            spoiled(each).ifPresent(why -> {
                environments.refuse(each, why);
                spoiled.add(why);
            });
        }
        if (!spoiled.isEmpty()) {
            throw new SwapFailed(String.join("; ", spoiled));
        }
    }

    private Optional<String> spoiled(OpenEnvironment each) {
        if (each.ground().isPresent()) {
            return Optional.empty();
        }
        return Environments.doubtWhileServing(each).or(() -> Optional.ofNullable(stored.get(each.name()))
                .flatMap(were -> difference(were, figures(each.environment())))
                .map(found -> "in environment " + each.name() + " there are " + found
                        + ": restart the node, which then takes a new incarnation"));
    }

    /** Those that stand on others first. */
    private void closeOpened() {
        List<OpenEnvironment> order = new ArrayList<>(opened);
        Collections.reverse(order);
        opened.clear();
        for (OpenEnvironment each : order) {
            try {
                each.environment().close();
            } catch (RuntimeException e) {
                environments.notClosedCleanly(each, e);
            }
        }
    }
}
