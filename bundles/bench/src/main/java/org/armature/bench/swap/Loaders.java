package org.armature.bench.swap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.armature.bench.BenchFailed;

/** Counts the class loaders of bundles in other JVMs, by the class histogram of what is reachable there. */
final class Loaders {
    private static final Pattern LINE = Pattern.compile("(\\d+) +\\d+ +\\S*BundleWiringImpl\\$BundleClassLoader\\b");

    private final Path jcmd;

    private Loaders(Path jcmd) {
        this.jcmd = jcmd;
    }

    /** @throws BenchFailed if the Java of this program has no such tool */
    static Loaders ofThisJava() {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(jcmd)) {
            throw new BenchFailed("class loaders can't be counted, since there is no " + jcmd
                    + ": run this with a JDK (JAVA_HOME), which has it; a runtime alone does not");
        }
        return new Loaders(jcmd);
    }

    /** Has the JVM collect its garbage, then counts; it stands still meanwhile. */
    long count(long pid) throws IOException, InterruptedException {
        Process asked = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        asked.getOutputStream().close();
        String histogram = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = asked.waitFor();
        if (status != 0) {
            throw new IOException("jcmd " + pid + " ended with " + status + ": " + histogram.strip());
        }
        return count(histogram);
    }

    /** @throws IOException if there are none: a node has bundles, so this is no histogram of one */
    static long count(String histogram) throws IOException {
        Matcher line = LINE.matcher(histogram);
        if (!line.find()) {
            throw new IOException("the class histogram of a node shows no class loader of a bundle");
        }
        return Long.parseLong(line.group(1));
    }
}
