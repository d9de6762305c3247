package org.armature.config;

import static org.armature.config.InstanceKeys.ACCESS;
import static org.armature.config.InstanceKeys.DISTINCT_HOSTS;
import static org.armature.config.InstanceKeys.DURABILITY;
import static org.armature.config.InstanceKeys.DURABLE_REPLICA;
import static org.armature.config.InstanceKeys.ENGINE_NAME;
import static org.armature.config.InstanceKeys.LWW_MAX_AHEAD;
import static org.armature.config.InstanceKeys.MAX_VALUE;
import static org.armature.config.InstanceKeys.N;
import static org.armature.config.InstanceKeys.OBJECT_SIZE;
import static org.armature.config.InstanceKeys.PR;
import static org.armature.config.InstanceKeys.PW;
import static org.armature.config.InstanceKeys.R;
import static org.armature.config.InstanceKeys.RECONCILE;
import static org.armature.config.InstanceKeys.W;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.armature.config.problem.Place;
import org.armature.config.problem.Problem;
import org.armature.config.problem.Warning;
import org.armature.config.schema.Mistakes;
import org.armature.config.schema.Section;
import org.armature.config.schema.Setting;
import org.armature.storage.Durability;

/** The rules between the keys of one table. A rule is left out if a value it needs was reported already. */
record TableRules(Layers layers, Mistakes mistakes, SortedSet<Warning> warnings) {

    void check() {
        checkAtMostN(R, quorum(layers, R), 1);
        checkAtMostN(W, quorum(layers, W), 1);
        for (Setting<Integer> wish : List.of(PR, PW, DISTINCT_HOSTS)) {
            checkAtMostN(wish, layers.get(wish), 0);
        }
        warnIfReadsMayMissWrites();
        warnIfTimestampsAreNotCompared();
        checkOneEngineChoice(layers.table(), mistakes);
        checkObjectSize();
        checkDurableReplica();
        warnIfAccessesDecideNothing();
    }

    /** A majority of n, if neither the table nor the defaults say. */
    static int quorum(Layers layers, Setting<Integer> rOrW) {
        return layers.find(rOrW).orElseGet(() -> layers.get(N) / 2 + 1);
    }

    /** {@code engine} and {@code object-size} in one block: nothing says which of the two was meant. */
    static void checkOneEngineChoice(Section block, Mistakes mistakes) {
        if (!block.has(ENGINE_NAME) || !block.has(OBJECT_SIZE)) {
            return;
        }
        Place engine = block.place(ENGINE_NAME);
        Place size = block.place(OBJECT_SIZE);
        boolean sizeIsLater = size.compareTo(engine) >= 0;
        Setting<?> later = sizeIsLater ? OBJECT_SIZE : ENGINE_NAME;
        Setting<?> earlier = sizeIsLater ? ENGINE_NAME : OBJECT_SIZE;
        mistakes.add(Problem.wrong(
                        block.place(later),
                        block.key(later),
                        "contradicts " + block.key(earlier) + " in line "
                                + block.place(earlier).line())
                .suggesting("keep one of the two"));
    }

    private void checkAtMostN(Setting<Integer> setting, int found, int least) {
        if (layers.isUnfit(N) || layers.isUnfit(setting) || found <= layers.get(N)) {
            return;
        }
        int n = layers.get(N);
        boolean tableChangesOnlyN = layers.table().has(N) && !layers.table().has(setting);
        if (tableChangesOnlyN) {
            String allowed = "at least " + setting.key() + " (" + found + ", from line "
                    + layers.place(setting).line() + ")";
            mistakes.add(Problem.unfit(layers.place(N), layers.key(N), allowed, String.valueOf(n))
                    .suggesting("give the table its own " + setting.key()));
        } else {
            mistakes.add(Problem.unfit(
                    layers.place(setting), layers.key(setting), least + " to n (" + n + ")", String.valueOf(found)));
        }
    }

    private void warnIfReadsMayMissWrites() {
        if (layers.isUnfit(N) || layers.isUnfit(R) || layers.isUnfit(W)) {
            return;
        }
        int n = layers.get(N);
        int r = quorum(layers, R);
        int w = quorum(layers, W);
        if (r > n || w > n || r + w > n) {
            return;
        }
        Section table = layers.table();
        Section block = table.has(N) || table.has(R) || table.has(W) ? table : layers.defaults();
        warnings.add(new Warning(
                block.place(),
                block.key(),
                "r + w (" + r + " + " + w + ") is not above n (" + n
                        + "): a read may miss the latest write; that buys latency"));
    }

    private void warnIfTimestampsAreNotCompared() {
        if (!layers.table().has(LWW_MAX_AHEAD)
                || layers.isUnfit(RECONCILE)
                || layers.get(RECONCILE).isLww()) {
            return;
        }
        warnings.add(new Warning(
                layers.place(LWW_MAX_AHEAD),
                layers.key(LWW_MAX_AHEAD),
                "has no effect: only a table with reconcile = lww compares timestamps"));
    }

    /** Where it says nothing beside the other keys; one of the defaults is for the tables that it fits. */
    private void checkDurableReplica() {
        Optional<DurableReplica> given = layers.find(DURABLE_REPLICA).filter(one -> one != DurableReplica.NONE);
        Section table = layers.table();
        boolean meantForOthers = !table.has(DURABLE_REPLICA) && (table.has(DURABILITY) || table.has(N));
        if (given.isEmpty() || meantForOthers || layers.isUnfit(DURABILITY) || layers.isUnfit(N)) {
            return;
        }
        Durability durability = layers.get(DURABILITY);
        String allowed = durability != Durability.MEMORY
                ? "none, as all replicas' copies have durability "
                        + DURABILITY.kind().show(durability)
                : "none, as there is one replica (n is 1)";
        if (durability != Durability.MEMORY || layers.get(N) == 1) {
            mistakes.add(Problem.unfit(
                            layers.place(DURABLE_REPLICA),
                            layers.key(DURABLE_REPLICA),
                            allowed,
                            DURABLE_REPLICA.kind().show(given.get()))
                    .suggesting(
                            durability != Durability.MEMORY
                                    ? "leave it out, or set durability = memory"
                                    : "leave it out, or set durability = "
                                            + DURABLE_REPLICA.kind().show(given.get())));
        }
    }

    private void warnIfAccessesDecideNothing() {
        Section decides = layers.table().has(OBJECT_SIZE) ? layers.table() : layers.holder(ENGINE_NAME);
        if (!layers.table().has(ACCESS) || !decides.has(ENGINE_NAME)) {
            return;
        }
        warnings.add(new Warning(
                layers.place(ACCESS),
                layers.key(ACCESS),
                "has no effect: the engine is named in line "
                        + decides.place(ENGINE_NAME).line()));
    }

    private void checkObjectSize() {
        Optional<Long> size = layers.holder(OBJECT_SIZE).given(OBJECT_SIZE);
        if (size.isEmpty() || layers.isUnfit(MAX_VALUE) || size.get() <= layers.get(MAX_VALUE)) {
            return;
        }
        mistakes.add(Problem.unfit(
                layers.place(OBJECT_SIZE),
                layers.key(OBJECT_SIZE),
                "at most max-value (" + MAX_VALUE.kind().show(layers.get(MAX_VALUE)) + ")",
                OBJECT_SIZE.kind().show(size.get())));
    }
}
