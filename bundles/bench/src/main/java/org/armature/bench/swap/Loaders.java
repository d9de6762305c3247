package org.armature.bench.swap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.armature.bench.BenchFailed;

/**
 * Counts the class loaders in other JVMs that have loaded a class, of those that are still reachable: one for each version of
 * the bundle that brings it.
 */
final class Loaders {
    private final Path jcmd;
    private final Pattern line;

    private Loaders(Path jcmd, String className) {
        this.jcmd = jcmd;
        this.line = Pattern.compile("(?m)[ :]" + Pattern.quote(className) + "$");
    }

    /**
     * @param className of a class that each version has and that nobody else has
     * @throws BenchFailed if the Java of this program has no tool for it
     */
    static Loaders of(String className) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(jcmd)) {
            throw new BenchFailed("class loaders can't be counted, since there is no " + jcmd
                    + ": run this with a JDK (JAVA_HOME), which has it; a runtime alone does not");
        }
        return new Loaders(jcmd, className);
    }

    /** Has the JVM collect all garbage, then counts; it stands still meanwhile. */
    long count(long pid) throws IOException, InterruptedException {
        ask(pid, "GC.class_histogram");
        return count(ask(pid, "VM.classloaders", "show-classes", "fold=false"));
    }

    /** @param loaders as jcmd shows them, each with its classes */
    long count(String loaders) {
        return line.matcher(loaders).results().count();
    }

    private String ask(long pid, String... question) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(jcmd.toString(), Long.toString(pid)));
        words.addAll(List.of(question));
        Process asked = new ProcessBuilder(words).redirectErrorStream(true).start();
        asked.getOutputStream().close();
        String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = asked.waitFor();
        if (status != 0) {
            throw new IOException(String.join(" ", words) + " ended with " + status + ": " + answer.strip());
        }
        return answer;
    }
}
