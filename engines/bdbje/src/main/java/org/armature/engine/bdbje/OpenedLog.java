package org.armature.engine.bdbje;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.armature.storage.OpenReport;
import org.armature.storage.OpenReport.State;

/**
 * The log of an environment opened for good, with what was found.
 *
 * @param report stays doubtful on every open until a clean close, since who opens might die before acting on it
 */
record OpenedLog(LiveSession live, OpenReport report) {

    static OpenedLog open(Path directory, BdbjeSettings settings) throws IOException {
        LogInspection found = LogInspection.of(directory);
        ShutdownMarks marks = new ShutdownMarks(directory);
        if (found.report().state() == State.DOUBTFUL) {
            marks.markDoubtful(found.report().detail());
        }
        LiveSession live = LiveSession.open(directory, settings);
        try {
            OpenReport report = found.report();
            Optional<String> loss = found.lossAt(directory);
            if (loss.isPresent()) {
                report = new OpenReport(State.DOUBTFUL, loss.get() + "; " + report.detail());
                marks.markDoubtful(report.detail());
            }
            marks.removeClean();
            return new OpenedLog(live, report);
        } catch (IOException | RuntimeException | Error e) {
            live.close(session -> {});
            throw e;
        }
    }
}
