package org.armature.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.armature.node.DataDoubt;

/**
 * The forced mark of a clean shutdown: which environments were closed, and the {@link Fingerprint fingerprints} of all
 * that must not be older than the node's last dot: the directory, the mark itself, the node's own files and every file of
 * the engines. It is taken away, forced, before a node mints its first dot. So a start finds it only if nothing was
 * written since, and whatever was copied, moved in or put back from a backup does not fit it. A snapshot of the whole
 * disk, put back below the file system, does: nothing on that disk can tell.
 */
final class CleanMark {
    private static final String FORMAT = "clean-shutdown 3";
    private static final List<String> OWN_FILES = List.of("identity", "incarnation", "key-epochs");
    private static final String ENGINES = "engines";

    private final Path directory;
    private final Path file;

    CleanMark(Path dataDirectory) {
        this.directory = dataDirectory.toAbsolutePath();
        this.file = directory.resolve("clean-shutdown");
    }

    /**
     * What the mark proves.
     *
     * @param environments that were closed; empty if it is not proven that the shutdown was clean
     * @param doubt what is missing for the proof; empty if nothing
     * @param ofData what was not sure of the node's data when it was shut down; all of it if that is not proven
     */
    record Proof(Optional<SortedSet<String>> environments, String doubt, DataDoubt ofData) {
        static Proof missing(String doubt) {
            return new Proof(Optional.empty(), doubt, DataDoubt.MAY_BE_OLD);
        }
    }

    /** Reads the mark and takes it away. */
    Proof take() throws IOException {
        List<String> lines;
        Proof proof;
        try {
            lines = List.of(Files.readString(file, StandardCharsets.ISO_8859_1).split("\n", -1));
            proof = check(lines);
        } catch (NoSuchFileException e) {
            return Proof.missing("no mark of a clean shutdown was found: the node was killed, or its machine failed");
        }
        DurableFile.delete(file);
        return proof;
    }

    private Proof check(List<String> lines) throws IOException {
        List<Claim> claims = claims(file);
        int head = 2 + claims.size();
        if (lines.size() < head + 2 || !lines.get(0).equals(FORMAT)) {
            return Proof.missing("the mark of the clean shutdown is damaged, or another version wrote it");
        }
        for (int i = 0; i < claims.size(); i++) {
            if (!lines.get(1 + i).equals(claims.get(i).line())) {
                return Proof.missing(claims.get(i).doubt());
            }
        }
        int count = lines.size() - head - 2;
        Optional<DataDoubt> ofData = doubt(lines.get(head - 1));
        if (ofData.isEmpty()
                || !lines.get(head).equals("environments " + count)
                || !lines.get(lines.size() - 1).isEmpty()) {
            return Proof.missing("the mark of the clean shutdown is damaged");
        }
        return new Proof(Optional.of(new TreeSet<>(lines.subList(head + 1, head + 1 + count))), "", ofData.get());
    }

    private static Optional<DataDoubt> doubt(String line) {
        return Stream.of(DataDoubt.values())
                .filter(each -> line.equals(line(each)))
                .findFirst();
    }

    private static String line(DataDoubt ofData) {
        return "data " + ofData;
    }

    /** A line of the mark as it would be now, and what it means if the mark has another. */
    private record Claim(String line, String doubt) {}

    /** @param markFile the mark, under whatever name */
    private List<Claim> claims(Path markFile) throws IOException {
        List<Claim> claims = new ArrayList<>();
        claims.add(new Claim(
                "directory " + Fingerprint.ofPlace(directory),
                "the data directory is not the one in which the node was shut down: it was copied or restored"));
        claims.add(new Claim(
                "mark " + Fingerprint.ofPlace(markFile),
                "the mark of the clean shutdown was not left by the node: it was copied or restored"));
        for (String name : OWN_FILES) {
            claims.add(new Claim(
                    name + " " + Fingerprint.ofFile(directory.resolve(name)),
                    "the file " + name + " was replaced or written to after the shutdown: it was copied or restored"));
        }
        claims.add(new Claim(
                ENGINES + " " + Fingerprint.ofTree(directory.resolve(ENGINES)),
                "files below " + ENGINES
                        + " were replaced or written to after the shutdown: they were copied or restored"));
        return claims;
    }

    /**
     * To be called when everything is closed.
     *
     * @param ofData what is not sure of the node's data
     */
    void set(Set<String> environments, DataDoubt ofData) throws IOException {
        DurableFile.write(file, draft -> {
            StringBuilder text = new StringBuilder(FORMAT).append('\n');
            claims(draft).forEach(claim -> text.append(claim.line()).append('\n'));
            text.append(line(ofData)).append('\n');
            text.append("environments ").append(environments.size()).append('\n');
            new TreeSet<>(environments).forEach(name -> text.append(name).append('\n'));
            return text.toString();
        });
    }
}
