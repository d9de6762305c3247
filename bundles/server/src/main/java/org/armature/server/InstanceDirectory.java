package org.armature.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.armature.config.InstanceConfig;
import org.armature.config.Surroundings;
import org.armature.config.problem.InvalidConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directory in which an operator writes the files of instances. Not thread-safe. */
final class InstanceDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(InstanceDirectory.class);

    private final Path etc;
    private final ReplacedFiles replaced;
    private final Surroundings surroundings = Surroundings.ofProcess();

    /** @param etc the directory above */
    InstanceDirectory(Path etc) {
        this(etc, new ReplacedFiles(etc.resolve(InstanceConfig.DIRECTORY)));
    }

    InstanceDirectory(Path etc, ReplacedFiles replaced) {
        this.etc = etc;
        this.replaced = replaced;
    }

    /** @throws UncheckedIOException if a file can't be read */
    InstanceFiles read() {
        return InstanceFiles.read(etc);
    }

    /** @throws InvalidConfig with the mistakes of all files */
    List<InstanceConfig> parse(InstanceFiles files) {
        return files.parse(etc, surroundings);
    }

    /**
     * What the directory looks like from outside, with what the files include.
     *
     * @param instances that the files describe, as far as is known
     * @throws UncheckedIOException if the directory can't be listed
     */
    List<String> look(List<InstanceConfig> instances) {
        List<Path> included = new ArrayList<>();
        instances.forEach(instance -> included.addAll(instance.files()));
        return InstanceFiles.look(etc, included);
    }

    /**
     * Has these files stand in place of what is there, all of them or none, also if the process dies meanwhile; files that
     * were never taken are kept aside.
     *
     * @param taken digest of the files that were taken last
     * @return why not; empty if it is done
     */
    Optional<String> replace(InstanceFiles next, String taken, ConfigArchive archive) {
        try {
            InstanceFiles present = read();
            if (!present.digest().equals(taken)) {
                keepAside(present, archive);
            }
            replaced.replace(present, next);
            return Optional.empty();
        } catch (IOException | UncheckedIOException e) {
            return Optional.of("the files in " + etc.resolve(InstanceConfig.DIRECTORY) + " can't be replaced: " + e);
        }
    }

    /** Ends what a process that died was about, before anybody reads the files. */
    void goOn(ConfigArchive archive) throws IOException {
        Optional<InstanceFiles> next = replaced.interrupted();
        if (next.isPresent()) {
            keepAside(read(), archive);
            replaced.goOn(next.get());
            LOG.warn(
                    "files are replaced as was ordered before the process ended digest={}",
                    next.get().digest());
        }
    }

    private static void keepAside(InstanceFiles present, ConfigArchive archive) throws IOException {
        Path aside = archive.keepAside(present, System.currentTimeMillis());
        LOG.warn("files that may never have been taken are replaced kept={}", aside);
    }
}
