package org.armature.config.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.armature.config.problem.Place;
import org.armature.config.problem.Problem;

/** A file that was read, and the keys it defines by itself. */
record ScannedFile(String name, KeyScan.Result scan) {

    /**
     * The parser takes the later of two definitions without a word, so a table written twice would silently be a
     * mixture. Replacing a value by an optional substitution is the accepted way to override it, and no repetition.
     */
    void reportRepetitions(Mistakes mistakes) {
        Map<String, Integer> first = new HashMap<>();
        List<String> repeated = new ArrayList<>();
        for (KeyScan.Definition definition : scan.definitions()) {
            if (definition.overrides()) {
                continue;
            }
            Integer before = first.putIfAbsent(definition.path(), definition.line());
            boolean within =
                    repeated.stream().anyMatch(block -> definition.path().startsWith(block + "."));
            if (before != null && !within) {
                repeated.add(definition.path());
                mistakes.add(Problem.wrong(
                                new Place(name, definition.line()),
                                definition.path(),
                                "is defined again, line " + before + " defined it first")
                        .suggesting("keep one of the two"));
            }
        }
    }

    /** The line of the include statement that names {@code what}; 1 if it can't be told. */
    int lineOfInclude(String what) {
        return scan.includes().stream()
                .filter(include -> include.rest().contains('"' + what + '"'))
                .map(KeyScan.Include::line)
                .findFirst()
                .orElse(1);
    }
}
