package org.armature.config;

import static org.armature.config.InstanceKeys.ENGINE_NAME;
import static org.armature.config.InstanceKeys.MAX_VALUE;
import static org.armature.config.InstanceKeys.N;
import static org.armature.config.InstanceKeys.OBJECT_SIZE;
import static org.armature.config.InstanceKeys.R;
import static org.armature.config.InstanceKeys.W;

import java.util.Optional;
import java.util.SortedSet;
import org.armature.config.problem.Place;
import org.armature.config.problem.Problem;
import org.armature.config.problem.Warning;
import org.armature.config.schema.Mistakes;
import org.armature.config.schema.Section;
import org.armature.config.schema.Setting;

/** The rules between the keys of one table. A rule is left out if a value it needs was reported already. */
record TableRules(Layers layers, Mistakes mistakes, SortedSet<Warning> warnings) {

    void check() {
        checkQuorum(R);
        checkQuorum(W);
        warnIfReadsMayMissWrites();
        checkOneEngineChoice(layers.table(), mistakes);
        checkObjectSize();
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

    private void checkQuorum(Setting<Integer> rOrW) {
        if (layers.isUnfit(N) || layers.isUnfit(rOrW) || quorum(layers, rOrW) <= layers.get(N)) {
            return;
        }
        int n = layers.get(N);
        int found = quorum(layers, rOrW);
        boolean tableChangesOnlyN = layers.table().has(N) && !layers.table().has(rOrW);
        if (tableChangesOnlyN) {
            String allowed = "at least " + rOrW.key() + " (" + found + ", from line "
                    + layers.place(rOrW).line() + ")";
            mistakes.add(Problem.unfit(layers.place(N), layers.key(N), allowed, String.valueOf(n))
                    .suggesting("give the table its own " + rOrW.key()));
        } else {
            mistakes.add(
                    Problem.unfit(layers.place(rOrW), layers.key(rOrW), "1 to n (" + n + ")", String.valueOf(found)));
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
