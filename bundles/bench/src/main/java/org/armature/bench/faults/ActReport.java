package org.armature.bench.faults;

import java.util.List;

/**
 * What an act came to.
 *
 * @param lost acknowledged writes that were lost
 * @param hints of all nodes
 */
record ActReport(String title, List<Phase> phases, List<Target> targets, int lost, HintStory hints) {
    ActReport {
        phases = List.copyOf(phases);
        targets = List.copyOf(targets);
    }

    boolean held() {
        return targets.stream().allMatch(Target::held);
    }
}
