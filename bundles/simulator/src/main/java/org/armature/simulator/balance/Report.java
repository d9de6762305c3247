package org.armature.simulator.balance;

import java.util.ArrayList;
import java.util.List;

/**
 * What the laboratory found.
 *
 * @param heading what was worked out, in lines
 * @param findings what follows from the table, in lines
 * @param reached whether every figure that was aimed at is reached; true if none was
 */
public record Report(List<String> heading, Table table, List<String> findings, boolean reached, String svg) {
    public Report {
        heading = List.copyOf(heading);
        findings = List.copyOf(findings);
    }

    /** For the terminal. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(heading);
        lines.add("");
        lines.addAll(table.lines());
        lines.add("");
        lines.addAll(findings);
        return lines;
    }
}
