package org.armature.demo.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a node is started.
 *
 * @param home of the distribution
 * @param engines its own directory of storage engines; without it, the distribution's
 * @param output where its standard output and error go, appended
 * @param environment added to this process's own
 * @param outlives whether it goes on when the terminal it was started from is closed
 */
public record NodeCommand(
        Path home,
        Path etc,
        Path data,
        Optional<Path> engines,
        Path output,
        Map<String, String> environment,
        boolean outlives) {

    /** @throws IOException if {@code bin/armature} can't be run */
    public NodeProcess start() throws IOException {
        ProcessBuilder builder = builder()
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        return new NodeProcess(builder.start(), data, output);
    }

    /** Runs it in place of this program, as far as anybody can tell, and returns its exit status. */
    public int runInForeground() throws IOException, InterruptedException {
        Process process = builder().inheritIO().start();
        Thread stop = new Thread(process::destroy, "stop-node");
        Runtime.getRuntime().addShutdownHook(stop);
        return process.waitFor();
    }

    private ProcessBuilder builder() {
        List<String> words = new ArrayList<>(outlives ? List.of("nohup") : List.of());
        words.add(home.resolve("bin").resolve("armature").toString());
        words.addAll(List.of("run-node", "--etc", etc.toString(), "--data", data.toString()));
        engines.ifPresent(directory -> words.addAll(List.of("--engines", directory.toString())));
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().putAll(environment);
        return builder;
    }
}
