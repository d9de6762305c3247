package org.armature.microbench.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.armature.microbench.Folders;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which engine for which objects: measures every operation of every engine with objects of every size (Dynamo §5). */
@Command(
        name = "engines-table",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = "Prints Markdown on standard output, progress on standard error.")
public final class EnginesTable implements Callable<Integer> {
    static final String BEGIN = "<!-- engines-table: begin -->";
    static final String END = "<!-- engines-table: end -->";

    @Spec
    CommandSpec spec;

    @Option(
            names = "--engines",
            split = ",",
            description = "Engines, by name, in the order of the columns (default: ${DEFAULT-VALUE}).",
            defaultValue = "memory,bdbje,buffered,mysql")
    List<String> engines;

    @Option(
            names = "--engine-jar",
            paramLabel = "JAR=CLASS",
            description =
                    "A further engine, to be named in --engines: its jar, and its class with a constructor without"
                            + " arguments.")
    Map<Path, String> jars = new LinkedHashMap<>();

    @Option(
            names = "--option",
            paramLabel = "ENGINE.NAME=VALUE",
            description = "Of an engine, such as mysql.port=3307; sizes in bytes, times in milliseconds.")
    Map<String, String> options = new LinkedHashMap<>();

    @Option(
            names = "--data",
            paramLabel = "ENGINE=DIRECTORY",
            description = "Where the server of an engine has its data, to tell what objects take there.")
    Map<String, Path> data = new LinkedHashMap<>();

    @Option(
            names = "--sizes",
            split = ",",
            description = "Bytes of a value, 12 to 16777216 each (default: ${DEFAULT-VALUE}).",
            defaultValue = "100,1024,10240,102400,1048576")
    List<Integer> sizes;

    @Option(names = "--rounds", description = "That count, after one that does not (default: ${DEFAULT-VALUE}).")
    int rounds = 5;

    @Option(names = "--millis", description = "Of each operation in each round (default: ${DEFAULT-VALUE}).")
    int millis = 1_000;

    @Option(
            names = "--callers",
            description = "At the same time, 1, 2, 4 and so on up to 64; a scan has one (default: ${DEFAULT-VALUE}).")
    int callers = 4;

    @Option(names = "--objects", description = "Most objects of a size (default: ${DEFAULT-VALUE}).")
    int mostObjects = 50_000;

    @Option(names = "--mib", description = "Most MiB of values of a size (default: ${DEFAULT-VALUE}).")
    int mostMib = 48;

    @Option(names = "--directory", description = "Where directories are made, and removed in the end.")
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new EnginesTable()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        refuseWhatIsOutOfRange();
        List<Contestant> contestants = contestants();
        Path directory = Files.createTempDirectory(parent, "armature-engines-table-");
        try {
            Rounds plan = new Rounds(
                    contestants,
                    new Rounds.Plan(callers, Duration.ofMillis(millis), mostObjects, (long) mostMib << 20),
                    directory);
            tell("a round that does not count");
            plan.measure(0, sizes, new Findings());
            Findings findings = new Findings();
            for (int round = 1; round <= rounds; round++) {
                tell("round " + round + " of " + rounds);
                plan.measure(round, sizes, findings);
            }
            spec.commandLine().getOut().print(page(findings));
            spec.commandLine().getOut().flush();
        } finally {
            Folders.delete(directory);
        }
        return 0;
    }

    private String page(Findings findings) {
        StringBuilder page = new StringBuilder(BEGIN + "\n");
        page.append(String.format(
                "Measured on %s with %d processors, Java %s and a heap of %d MiB: %d rounds of %d ms an operation, %d"
                        + " callers, at most %d objects and %d MiB of a size. Median of the rounds, least and most in"
                        + " parentheses.%n%n",
                LocalDate.now(ZoneOffset.UTC),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature(),
                Runtime.getRuntime().maxMemory() >> 20,
                rounds,
                millis,
                callers,
                mostObjects,
                mostMib));
        for (Measure measure : Measure.values()) {
            page.append(MarkdownTable.of(measure, sizes, engines, findings));
        }
        findings.notes()
                .forEach(note -> page.append("Not measured: ").append(note).append("\n\n"));
        return page.append(END).append('\n').toString();
    }

    private List<Contestant> contestants() {
        try {
            return new Field(jars, options, data).named(engines);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void refuseWhatIsOutOfRange() {
        require(rounds >= 1, "--rounds must be 1 or more");
        require(millis >= 1, "--millis must be 1 or more");
        require(mostObjects >= 1, "--objects must be 1 or more");
        require(mostMib >= 1, "--mib must be 1 or more");
        require(
                callers >= 1 && callers <= SampleObjects.PARTITIONS && SampleObjects.PARTITIONS % callers == 0,
                "--callers must be 1, 2, 4, 8, 16, 32 or 64");
        require(
                sizes.stream().allMatch(size -> size >= SampleObjects.LEAST_BYTES && size <= SampleObjects.MOST_BYTES),
                "--sizes must be " + SampleObjects.LEAST_BYTES + " to " + SampleObjects.MOST_BYTES + " each");
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    private static void tell(String progress) {
        System.err.println(progress);
    }
}
