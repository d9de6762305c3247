package org.armature.simulator.command;

import org.armature.simulator.run.Outcome;

/** What is printed of a run that broke a promise: what, under which options, and how to see it again. */
final class FailureLine {
    private FailureLine() {}

    static String of(Outcome outcome) {
        return "seed " + outcome.seed() + " FAILED: " + outcome.violations().size() + " violations, first: "
                + outcome.violations().get(0) + " | replay: armature simulate --seeds " + outcome.seed()
                + (outcome.given().isEmpty() ? "" : " --options " + outcome.given()) + " --trace FILE | options: "
                + outcome.options();
    }
}
