package org.armature.config;

import java.util.List;
import java.util.stream.Stream;
import org.armature.config.problem.Problem;
import org.armature.config.problem.Warning;

/**
 * What a check found.
 *
 * @param problems by file and line; a node would not start with them
 * @param warnings by file and line; legal, but maybe not meant
 * @param summary lines about what would apply
 */
public record CheckReport(List<Problem> problems, List<Warning> warnings, List<String> summary) {
    public CheckReport {
        problems = problems.stream().distinct().sorted().toList();
        warnings = warnings.stream().distinct().sorted().toList();
        summary = List.copyOf(summary);
    }

    /** Whether a node would start with it, as far as can be told without starting one. */
    public boolean isValid() {
        return problems.isEmpty();
    }

    /** Lines for a terminal: what applies, then warnings, then problems, then the count. */
    public List<String> lines() {
        return Stream.of(
                        summary.stream(),
                        warnings.stream().map(warning -> "warning: " + warning),
                        problems.stream().map(problem -> "error: " + problem),
                        Stream.of(count(problems.size(), "error") + ", " + count(warnings.size(), "warning")))
                .flatMap(lines -> lines)
                .toList();
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
