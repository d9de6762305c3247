package org.armature.config.schema;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.armature.config.problem.InvalidConfig;
import org.armature.config.problem.Problem;

/** Collects what is wrong while reading goes on, each mistake once. Not thread-safe. */
public final class Mistakes {
    private final Set<Problem> problems = new LinkedHashSet<>();

    public void add(Problem problem) {
        problems.add(problem);
    }

    public void addAll(List<Problem> more) {
        problems.addAll(more);
    }

    public List<Problem> soFar() {
        return List.copyOf(problems);
    }

    /** @throws InvalidConfig with everything collected, if there is anything */
    public void refuseIfAny() {
        if (!problems.isEmpty()) {
            throw new InvalidConfig(List.copyOf(problems));
        }
    }
}
