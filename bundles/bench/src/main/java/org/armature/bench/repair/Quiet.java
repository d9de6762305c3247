package org.armature.bench.repair;

import java.util.List;

/** Equal replicas, compared again and again. */
record Quiet(List<Round> rounds) {
    Quiet {
        rounds = List.copyOf(rounds);
    }

    boolean held() {
        return rounds.stream().allMatch(Round::isQuiet);
    }
}
