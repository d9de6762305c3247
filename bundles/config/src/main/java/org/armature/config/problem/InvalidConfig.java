package org.armature.config.problem;

import java.util.List;
import java.util.stream.Collectors;
import org.armature.model.ErrorCode;

/** A configuration that is not used because something in it is wrong; carries every mistake, by file and line. */
public final class InvalidConfig extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;
    private final ErrorCode code;

    /** @param problems at least one, in any order */
    public InvalidConfig(List<Problem> problems) {
        super(text(problems));
        this.problems = problems.stream().sorted().toList();
        this.code = common(problems);
    }

    public InvalidConfig(Problem problem) {
        this(List.of(problem));
    }

    /** Sorted by file and line. */
    public List<Problem> problems() {
        return problems;
    }

    /** The code all problems share, or CONFIG_INVALID. */
    public ErrorCode code() {
        return code;
    }

    private static ErrorCode common(List<Problem> problems) {
        List<ErrorCode> codes = problems.stream().map(Problem::code).distinct().toList();
        return codes.size() == 1 ? codes.get(0) : ErrorCode.CONFIG_INVALID;
    }

    private static String text(List<Problem> problems) {
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("no problem to report");
        }
        ErrorCode code = common(problems);
        String count = problems.size() == 1 ? "1 mistake" : problems.size() + " mistakes";
        return problems.stream()
                .sorted()
                .map(Problem::toString)
                .collect(Collectors.joining("\n  ", code + " " + code.summary() + " (" + count + ")\n  ", ""));
    }
}
