package org.armature.server;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.armature.model.TableName;
import org.armature.storage.StorageException;
import org.armature.storage.StoreId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One table's move from one engine to another on this node. What it does next is always in its file first, so that whoever
 * starts after a crash goes on there. Owned by the thread of {@link Migrations}.
 */
final class MigrationRun {
    private static final Logger LOG = LoggerFactory.getLogger(MigrationRun.class);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final Duration CLOSING = Duration.ofSeconds(3);

    private final EngineBindings bindings;
    private final MigrationFiles files;
    private final Passes passes;
    private final Clocks clocks;
    private MigrationState state;
    private Optional<Mirror> mirror;
    private Optional<StoreRounds> rounds;
    private Optional<Mirror> ending = Optional.empty();
    private SortedSet<StoreId> stores = Collections.emptySortedSet();
    private long looksAtNanos;
    private long waitsUntilNanos;
    private String cause = "";
    private boolean over;

    /**
     * @param nanos monotonic
     * @param wallMillis of the calendar
     */
    record Clocks(LongSupplier nanos, LongSupplier wallMillis) {
        static final Clocks SYSTEM = new Clocks(System::nanoTime, System::currentTimeMillis);
    }

    /** @param mirror if the stage has one */
    MigrationRun(
            MigrationState state,
            Optional<Mirror> mirror,
            EngineBindings bindings,
            MigrationFiles files,
            Passes passes,
            Clocks clocks) {
        this.state = state;
        this.mirror = mirror;
        this.bindings = bindings;
        this.files = files;
        this.passes = passes;
        this.clocks = clocks;
        this.rounds = Optional.empty();
        begin(Collections.emptySortedSet());
    }

    /** @param equal stores that are known to be the same in both engines */
    void begin(SortedSet<StoreId> equal) {
        rounds = mirror.map(other -> new StoreRounds(other, passes, equal, clocks.nanos()));
        looksAtNanos = clocks.nanos().getAsLong();
        waitsUntilNanos = looksAtNanos;
    }

    MigrationState state() {
        return state;
    }

    Optional<Mirror> mirror() {
        return mirror;
    }

    /** Whether there is nothing left to remember. */
    boolean isOver() {
        return over;
    }

    // ---- orders

    /** Both engines are given every write from now on. */
    static MigrationRun start(
            MigrationState first,
            Mirror mirror,
            EngineBindings bindings,
            MigrationFiles files,
            Passes passes,
            Clocks clocks)
            throws MoveWaits {
        bindings.rearrange(first.table(), SwapLimits.USUAL, () -> {
            remember(files, first);
            return Placement.of(first.from(), first.to(), mirror);
        });
        return new MigrationRun(first, Optional.of(mirror), bindings, files, passes, clocks);
    }

    void pause(boolean pauses) throws MoveWaits {
        MigrationState next = state.paused(pauses);
        remember(files, next);
        state = next;
        if (pauses) {
            rounds.ifPresent(StoreRounds::stop);
        }
    }

    /** The former engine serves as soon as both are equal. */
    void turnBack() throws MoveWaits {
        become(state.at(MigrationStage.RETURNING));
    }

    /** The new engine serves on, after all. */
    void stay() throws MoveWaits {
        rounds.ifPresent(StoreRounds::stop);
        become(state.at(MigrationStage.SWITCHED));
    }

    private void become(MigrationState next) throws MoveWaits {
        remember(files, next);
        told(next);
    }

    private void told(MigrationState next) {
        LOG.info(
                "table moves table={} from={} to={} stage={} serving={}",
                next.table(),
                next.from(),
                next.to(),
                next.stage(),
                next.serving());
        state = next;
        cause = "";
        waitsUntilNanos = clocks.nanos().getAsLong();
        looksAtNanos = waitsUntilNanos;
    }

    /** The engine that serves now goes on alone, and what the other one has is removed. */
    void keepServing() throws MoveWaits {
        MigrationStage next = state.stage().newServes() ? MigrationStage.DROPPING_FORMER : MigrationStage.DROPPING_NEW;
        rearrange(state.at(next), () -> {});
    }

    // ---- what it does by itself

    /** To be called now and then. */
    void goOn() {
        long now = clocks.nanos().getAsLong();
        if (over || state.paused() || waitsUntilNanos - now > 0) {
            return;
        }
        try {
            switch (state.stage()) {
                case COPYING, RETURNING -> compare(now);
                case SWITCHED -> keep(now);
                case DROPPING_NEW, DROPPING_FORMER -> drop();
                case SETTLED_NEW, SETTLED_FORMER -> agree(now);
            }
        } catch (MoveWaits e) {
            cause = e.getMessage();
            waitsUntilNanos = now + RETRY_NANOS;
        }
    }

    private void compare(long now) throws MoveWaits {
        goThroughStores(now);
        StoreRounds all = rounds.orElseThrow();
        if (all.isIdle() && all.areEqual(stores)) {
            stores = existing();
            if (all.areEqual(stores)) {
                exchange();
            }
        }
    }

    private void goThroughStores(long now) throws MoveWaits {
        if (looksAtNanos - now <= 0) {
            stores = existing();
            looksAtNanos = now + LOOK_NANOS;
            cause = "";
        }
        rounds.orElseThrow().goOn(stores);
    }

    private SortedSet<StoreId> existing() throws MoveWaits {
        TableName table = state.table();
        try {
            SortedSet<StoreId> all = bindings.table(table).seen();
            all.addAll(other().seen());
            return all;
        } catch (EngineMissing | StorageException e) {
            throw new MoveWaits(e.getMessage());
        }
    }

    private void exchange() throws MoveWaits {
        force();
        if (state.stage() == MigrationStage.COPYING) {
            long until = clocks.wallMillis().getAsLong() + state.keepMillis();
            rearrange(state.switchedUntil(until), this::refuseUnlessEqual);
        } else {
            rearrange(state.at(MigrationStage.DROPPING_NEW), this::refuseUnlessEqual);
        }
    }

    /** So that little is left to be forced while writes wait. */
    private void force() throws MoveWaits {
        try {
            other().force();
        } catch (EngineMissing | StorageException e) {
            throw new MoveWaits(e.getMessage());
        }
    }

    private TableBinding other() throws MoveWaits {
        Mirror other = mirror.orElseThrow();
        return other.other().orElseThrow(() -> new MoveWaits("engine " + state.other() + ": " + other.absence()));
    }

    private interface Check {
        void run() throws MoveWaits;
    }

    /**
     * No write is under way: what is equal now stays so until the other engine serves. What the serving one was told to
     * force may have been copied without force.
     */
    private void refuseUnlessEqual() throws MoveWaits {
        TableBinding next = other();
        if (mirror.orElseThrow().isStuck()) {
            throw new MoveWaits(MirrorWork.NO_ANSWER);
        }
        try {
            SortedSet<StoreId> all = new TreeSet<>(bindings.table(state.table()).existing());
            all.addAll(next.existing());
            if (!rounds.orElseThrow().areEqual(all)) {
                throw new MoveWaits("stores came to differ in the last moment");
            }
            next.environment().sync();
        } catch (EngineMissing | StorageException e) {
            throw new MoveWaits(e.getMessage());
        }
    }

    private void rearrange(MigrationState next, Check check) throws MoveWaits {
        bindings.rearrange(state.table(), SwapLimits.USUAL, () -> {
            check.run();
            remember(files, next);
            return next.stage().mirrors()
                    ? Placement.of(next.serving(), next.other(), mirror.orElseThrow())
                    : Placement.alone(next.serving());
        });
        if (!next.stage().mirrors()) {
            rounds.ifPresent(StoreRounds::stop);
            mirror.ifPresent(Mirror::end);
            ending = mirror;
            mirror = Optional.empty();
            rounds = Optional.empty();
        }
        told(next);
    }

    /** What the former engine was not given in time is copied there, so that it can take over at any time. */
    private void keep(long now) throws MoveWaits {
        if (clocks.wallMillis().getAsLong() >= state.keptUntilMillis()) {
            keepServing();
        } else {
            goThroughStores(now);
        }
    }

    private void drop() throws MoveWaits {
        if (ending.filter(other -> !other.isOver()).isPresent()) {
            throw new MoveWaits("calls to engine " + state.other() + " are still under way");
        }
        ending = Optional.empty();
        if (bindings.dropStores(state.table(), state.other())) {
            become(state.at(state.stage().settled()).knowing(Collections.emptySortedSet()));
        }
    }

    /** As soon as the configuration names the engine that serves, there is nothing to remember. */
    private void agree(long now) throws MoveWaits {
        if (!agrees()) {
            waitsUntilNanos = now + RETRY_NANOS;
            return;
        }
        bindings.remember(state.table());
        try {
            files.delete(state.table());
        } catch (IOException e) {
            throw new MoveWaits("the file of the move can't be removed: " + e);
        }
        bindings.forgetPlacement(state.table());
        over = true;
    }

    boolean agrees() {
        return bindings.configuredEngine(state.table()).equals(Optional.of(state.serving()));
    }

    /** @throws MoveWaits if a process that starts now would not find it */
    private static void remember(MigrationFiles files, MigrationState next) throws MoveWaits {
        try {
            files.write(next);
        } catch (IOException e) {
            if (!files.isThere(next)) {
                throw new MoveWaits("the file of the move can't be written: " + e);
            }
            LOG.warn("move remembered, but not forced to disk table={} reason=\"{}\"", next.table(), e.toString());
        }
    }

    /** When the node stops, and no write comes any more; those the other engine was given end first. */
    void close() {
        if (mirror.isEmpty()) {
            return;
        }
        mirror.get().end();
        if (!mirror.get().awaitOver(CLOSING)) {
            LOG.warn("what is equal not remembered table={} effect=\"it is compared again\"", state.table());
            return;
        }
        try {
            files.write(state.knowing(rounds.orElseThrow().equal()));
        } catch (IOException e) {
            LOG.warn(
                    "what is equal not remembered table={} reason=\"{}\" effect=\"it is compared again\"",
                    state.table(),
                    e.toString());
        }
    }

    // ---- how it stands

    /** Why it does not go on; empty if it does. */
    String cause() {
        if (!cause.isEmpty()) {
            return cause;
        }
        return String.join("; ", rounds.map(StoreRounds::causes).orElse(Collections.emptySet()));
    }

    /** As they were last looked at. */
    SortedSet<StoreId> stores() {
        return stores;
    }

    int equalStores() {
        return rounds.map(all -> (int) stores.stream().filter(all::isEqual).count())
                .orElse(0);
    }

    int passedStores() {
        return rounds.map(all -> (int) stores.stream().filter(all::wasPassed).count())
                .orElse(0);
    }
}
