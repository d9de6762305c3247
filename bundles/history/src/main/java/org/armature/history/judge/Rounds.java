package org.armature.history.judge;

import org.armature.history.Fact;

/** I-4: owners agree within the rounds of exchange that were promised. */
final class Rounds implements FactCheck {
    @Override
    public void see(Fact fact, Findings findings) {
        if (fact instanceof Fact.Settled settled && settled.allowed() > 0 && settled.rounds() > settled.allowed()) {
            findings.elsewhere(
                    "cluster",
                    Kind.SLOW_TO_CONVERGE,
                    "rounds",
                    settled.time(),
                    "it took " + settled.rounds() + " rounds until nothing changed; " + settled.allowed()
                            + " are allowed");
        }
    }
}
