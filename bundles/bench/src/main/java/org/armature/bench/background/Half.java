package org.armature.bench.background;

import java.util.List;
import org.armature.bench.Spread;
import org.armature.bench.steady.LastLook;

/**
 * All pairs with the controller on, or off; on nodes of their own.
 *
 * @param capacity operations a second that the nodes bore in a closed loop
 * @param loadAverage of the machine before the nodes had anything to do
 * @param stale reads that showed less than had been acknowledged before they began
 * @param asked look at all objects under load, in the end
 * @param behind look at all objects that a node lacked
 */
record Half(
        Controller controller,
        double capacity,
        double loadAverage,
        List<Pair> pairs,
        long stale,
        LastLook.Found asked,
        LastLook.Found behind) {
    Half {
        pairs = List.copyOf(pairs);
    }

    Spread quietMillis() {
        return Spread.of(
                pairs.stream().map(pair -> pair.quiet().load().p999Millis()).toList());
    }

    Spread busyMillis() {
        return Spread.of(
                pairs.stream().map(pair -> pair.busy().load().p999Millis()).toList());
    }

    Spread ratio() {
        return Spread.of(pairs.stream().map(Pair::ratio).toList());
    }

    long failed() {
        return pairs.stream().mapToLong(Pair::failed).sum();
    }

    boolean held() {
        return pairs.stream().allMatch(Pair::held) && isWhole(asked) && isWhole(behind);
    }

    private static boolean isWhole(LastLook.Found look) {
        return look.lost() + look.unread() + look.thin() == 0;
    }
}
