package org.armature.engine.bdbje;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.armature.engine.bdbje.LogFile.Tail;
import org.armature.storage.OpenReport;
import org.armature.storage.OpenReport.State;
import org.armature.storage.StorageException;

/**
 * What the files of a closed environment say about how it ended, found before JE changes them.
 *
 * @param report what the open will report
 * @param newest name of the newest file; empty if there is none
 * @param newestEnd bytes of it that check out; JE may write behind them but never cut them off
 */
record LogInspection(OpenReport report, Optional<String> newest, long newestEnd) {

    /** @throws StorageException.Corrupt if the log is damaged where JE would cut acknowledged writes off */
    static LogInspection of(Path directory) throws IOException {
        if (Files.exists(directory.resolve(LogFiles.DAMAGE_MARK))) {
            throw new StorageException.Corrupt(
                    "an earlier read found damage in the log in " + directory + ", see the file " + LogFiles.DAMAGE_MARK
                            + "; it was not opened and nothing was changed. " + ADVICE);
        }
        SortedMap<String, Long> lengths = LogFiles.lengths(directory);
        List<LogFile> inspected = newestFiles(directory, lengths);
        for (LogFile file : inspected) {
            if (file.tail() == Tail.DAMAGED) {
                throw new StorageException.Corrupt(
                        file.path() + " is damaged at byte " + file.end() + " of " + file.bytes()
                                + " and whole entries follow; it was not opened and nothing was changed. " + ADVICE);
            }
        }
        LogFile newest = inspected.isEmpty() ? null : inspected.get(0);
        return new LogInspection(
                report(new ShutdownMarks(directory), lengths, inspected),
                Optional.ofNullable(newest)
                        .map(file -> file.path().getFileName().toString()),
                newest == null ? 0 : newest.end());
    }

    /** After JE has opened the log: why that lost something, if it did. */
    Optional<String> lossAt(Path directory) throws IOException {
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        long now = LogFiles.lengths(directory).getOrDefault(newest.get(), 0L);
        return now < newestEnd
                ? Optional.of(
                        newest.get() + " had " + newestEnd + " good bytes before it was opened, and " + now + " after")
                : Optional.empty();
    }

    static final String ADVICE = "To go on from the replicas, move the directory away and start again: this node then"
            + " begins empty and is filled from the others. With N=1 restore a backup";

    private static OpenReport report(ShutdownMarks marks, SortedMap<String, Long> lengths, List<LogFile> inspected)
            throws IOException {
        List<String> doubts = new ArrayList<>();
        marks.doubt().ifPresent(doubts::add);
        inspected.stream()
                .filter(file -> file.tail() == Tail.DOUBTFUL)
                .map(file -> file.path().getFileName() + ": the last entry, at byte " + file.end() + " of "
                        + file.bytes() + ", does not check out and is cut off")
                .forEach(doubts::add);
        Optional<SortedMap<String, Long>> clean = marks.cleanLengths();
        if (marks.isMarkedClean()) {
            doubts.addAll(clean.map(then -> differences(then, lengths))
                    .orElse(List.of("the mark of the clean shutdown is damaged")));
        }
        if (!doubts.isEmpty()) {
            return new OpenReport(State.DOUBTFUL, String.join("; ", doubts));
        }
        if (lengths.isEmpty()) {
            return new OpenReport(State.EMPTY, "no log was there");
        }
        String log = lengths.size() + " log files, the newest " + lengths.lastKey() + " of "
                + lengths.get(lengths.lastKey()) + " bytes";
        return clean.isPresent()
                ? new OpenReport(State.CLEAN, log + ", as they were at the clean shutdown")
                : new OpenReport(State.RECOVERED, log + ", without the mark of a clean shutdown" + cutOff(inspected));
    }

    private static List<String> differences(SortedMap<String, Long> then, SortedMap<String, Long> now) {
        List<String> differences = new ArrayList<>();
        then.forEach((name, length) -> {
            if (!length.equals(now.get(name))) {
                differences.add(name + " had " + length + " bytes at the clean shutdown, and "
                        + (now.containsKey(name) ? "has " + now.get(name) : "is gone"));
            }
        });
        now.keySet().stream()
                .filter(name -> !then.containsKey(name))
                .forEach(name -> differences.add(name + " was not there at the clean shutdown"));
        return differences;
    }

    private static String cutOff(List<LogFile> inspected) {
        return inspected.stream()
                .filter(file -> file.tail() == Tail.CUT_OFF)
                .findFirst()
                .map(file -> "; the write that was cut short at byte " + file.end() + " was never acknowledged")
                .orElse("");
    }

    /** The newest file with contents and those after it: JE goes back past files that have but a header. */
    private static List<LogFile> newestFiles(Path directory, SortedMap<String, Long> lengths) throws IOException {
        List<String> names = new ArrayList<>(lengths.keySet());
        Collections.reverse(names);
        List<LogFile> inspected = new ArrayList<>();
        for (String name : names) {
            inspected.add(LogFile.read(directory.resolve(name)));
            if (inspected.get(inspected.size() - 1).hasContents()) {
                break;
            }
        }
        return inspected;
    }
}
