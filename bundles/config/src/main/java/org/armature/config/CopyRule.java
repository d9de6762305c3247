package org.armature.config;

import java.util.Optional;

/**
 * Whether reads under another number of copies still meet what was stored under the present one (Dynamo §4.5). Of N
 * owners of an object at least W have it; the owners under the smaller N are among those under the greater one. So a read
 * of R of the new owners is sure to meet one that has it if W + R is above the greater N.
 */
final class CopyRule {
    private CopyRule() {}

    /** Why the change is not made in one step, and which is; empty if it may be. */
    static Optional<String> refusal(Quorum before, Quorum after) {
        int most = Math.max(before.n(), after.n());
        if (before.n() == after.n() || before.w() + after.r() > most) {
            return Optional.empty();
        }
        int leastR = most - before.w() + 1;
        String trouble = "a read of " + after.r() + " of " + after.n() + " owners could miss objects that " + before.w()
                + " of " + before.n() + " have stored";
        if (leastR <= after.n()) {
            return Optional.of(trouble + "; with r = " + leastR
                    + " it can't, so change n with it, and lower r once each object was read or written again");
        }
        int reachable = before.n() - before.w() + 1;
        return Optional.of(trouble + "; "
                + (reachable < before.n()
                        ? "go to n = " + reachable + " with r = " + reachable
                                + " first, wait until `armature tasks` shows no clean-up, and go on from there"
                        : "raise w to " + (most - after.r() + 1) + " first, and write each object again"));
    }

    /** What lowering R means for objects stored before; empty if each read still meets them. */
    static String afterLowerR(Quorum before, Quorum after) {
        boolean met = before.w() + before.r() > before.n();
        boolean stillMet = before.w() + after.r() > after.n();
        return met && !stillMet
                ? "a read of " + after.r() + " may miss what " + before.w()
                        + " replicas have stored before, until it is read or written again"
                : "";
    }
}
