package org.armature.simulator.mutant;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MutantPageTest {
    @Test
    void everyDefectStandsInTheDocumentsWithWhoNoticesIt() throws IOException {
        List<String> page = Files.readAllLines(
                Path.of(System.getProperty("armature.bundles"), "..", "distribution", "docs", "mutants.md"));
        for (Mutant mutant : Mutants.ALL) {
            String killer = mutant.killer() instanceof Mutant.Aimed aimed
                    ? aimed.test().substring(aimed.test().lastIndexOf('.') + 1)
                    : "simulated seeds";
            assertTrue(
                    page.stream()
                            .anyMatch(line -> line.startsWith("| " + mutant.name() + " |")
                                    && line.contains(mutant.rule())
                                    && line.contains(killer)),
                    mutant.name() + " is not in mutants.md as it is, noticed by " + killer);
        }
        long rows = page.stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| defect"))
                .count();
        assertTrue(rows == Mutants.ALL.size(), rows + " defects stand in mutants.md");
    }
}
