package org.armature.microbench.engines;

import java.io.IOException;
import java.util.List;
import org.armature.storage.StorageException;

/** One engine's turn with objects of one size. What it refuses is noted, and the rest goes on. */
final class Turn {
    interface Work {
        void run() throws IOException;
    }

    interface Measurement {
        List<Double> figures() throws IOException;
    }

    private final String engine;
    private final int valueBytes;
    private final Findings findings;

    Turn(String engine, int valueBytes, Findings findings) {
        this.engine = engine;
        this.valueBytes = valueBytes;
        this.findings = findings;
    }

    void measure(Measure measure, Measurement measurement) throws IOException {
        guard(List.of(measure), () -> findings.found(cell(measure), measurement.figures()));
    }

    /** @param measures that have no figures if the work fails for the engine's sake */
    void guard(List<Measure> measures, Work work) throws IOException {
        try {
            work.run();
        } catch (StorageException e) {
            refused(measures, e);
        } catch (IllegalStateException e) {
            if (!(e.getCause() instanceof StorageException cause)) {
                throw e;
            }
            refused(measures, cause);
        }
    }

    private void refused(List<Measure> measures, StorageException cause) {
        measures.forEach(measure -> findings.instead(cell(measure), "not measured"));
        String what = measures.size() == 1 ? ", " + measures.get(0).title() : "";
        findings.note("`" + engine + "`, " + MarkdownTable.bytes(valueBytes) + what, cause.getMessage());
    }

    private Findings.Cell cell(Measure measure) {
        return new Findings.Cell(engine, valueBytes, measure);
    }
}
