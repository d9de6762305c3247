package org.armature.engine.mysql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A library that MySQL 8.0.15 needs and that few machines have; fetched from the distribution and unpacked, without root. */
final class LibAio {
    private static final String NAME = "libaio.so.1";

    private LibAio() {}

    /** What a process must have in its environment to find it. */
    static Map<String, String> environment(Path cache) throws IOException, InterruptedException {
        Optional<Path> onMachine = Stream.of(
                        "/lib",
                        "/usr/lib",
                        "/lib64",
                        "/usr/lib64",
                        "/lib/x86_64-linux-gnu",
                        "/usr/lib/x86_64-linux-gnu")
                .map(folder -> Path.of(folder, NAME))
                .filter(Files::exists)
                .findFirst();
        return onMachine.isPresent()
                ? Map.of()
                : Map.of("LD_LIBRARY_PATH", fetched(cache).toString());
    }

    private static Path fetched(Path cache) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(cache.resolve("libaio"));
        Optional<Path> found = find(folder);
        if (found.isPresent()) {
            return found.get();
        }
        Path log = folder.resolve("fetch.log");
        String fetch = "cd '" + folder + "' && { apt-get download libaio1 || apt-get download libaio1t64"
                + " || { apt-get -q update && apt-get download libaio1; }; } && for deb in *.deb; do dpkg -x $deb .; done"
                + " && if [ ! -e usr/lib/x86_64-linux-gnu/" + NAME + " ] && [ -e usr/lib/x86_64-linux-gnu/" + NAME
                + "t64 ]; then ln -s " + NAME + "t64 usr/lib/x86_64-linux-gnu/" + NAME + "; fi";
        Process process = new ProcessBuilder(List.of("sh", "-c", fetch))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int status = process.waitFor();
        return find(folder)
                .orElseThrow(() -> new AssertionError("MySQL 8.0.15, against which the engine is tested, needs " + NAME
                        + ", which this machine does not have and could not fetch (status " + status
                        + "). Debian and Ubuntu, as root: apt-get install libaio1; Fedora: dnf install libaio. See "
                        + log));
    }

    private static Optional<Path> find(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().equals(NAME))
                    .findFirst()
                    .map(Path::getParent);
        }
    }
}
