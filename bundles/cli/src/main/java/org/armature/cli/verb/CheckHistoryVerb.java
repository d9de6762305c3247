package org.armature.cli.verb;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.armature.cli.CommandFailed;
import org.armature.cli.ExitCode;
import org.armature.cli.Streams;
import org.armature.history.DamagedHistory;
import org.armature.history.HistoryReader;
import org.armature.history.judge.Judge;
import org.armature.history.judge.Verdict;
import org.armature.model.ErrorCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Judges the written history of a run, whoever wrote it. */
@Command(
        name = "check-history",
        description =
                "Judges the record of a run: whether anything acknowledged was lost, invented or brought back, and more.",
        footer = {
            "",
            "docs/history.md describes the file and what is judged. No node is asked. Ends with 0 only if nothing was violated."
        })
public final class CheckHistoryVerb implements Callable<Integer> {
    private final Streams streams;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--findings",
            paramLabel = "COUNT",
            defaultValue = "20",
            description = "How many findings are shown in full. Default: ${DEFAULT-VALUE}.")
    private int findings;

    @Parameters(index = "0", paramLabel = "FILE", description = "A history: a header, then a fact a line, in JSON.")
    private Path file;

    public CheckHistoryVerb(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new ParameterException(spec.commandLine(), "there is no file " + file);
        }
        if (findings < 0) {
            throw new ParameterException(spec.commandLine(), "--findings is 0 or more, not " + findings);
        }
        Judge judge = new Judge();
        try (Reader reader = Files.newBufferedReader(file)) {
            HistoryReader.read(reader, judge);
        } catch (DamagedHistory damage) {
            throw new CommandFailed(
                    ErrorCode.HISTORY_DAMAGED,
                    file + ", " + damage.getMessage()
                            + "\nNothing can be said of the run. docs/history.md describes the format.");
        } catch (CharacterCodingException damage) {
            throw new CommandFailed(
                    ErrorCode.HISTORY_DAMAGED,
                    file + " is not UTF-8\nNothing can be said of the run. docs/history.md describes the format.");
        }
        Verdict verdict = judge.verdict();
        verdict.lines(findings).forEach(streams.out()::println);
        streams.out().flush();
        return verdict.isClean() ? ExitCode.OK : ExitCode.FAILED;
    }
}
