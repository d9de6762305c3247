package org.armature.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.armature.config.problem.InvalidConfig;
import org.armature.config.problem.Place;
import org.armature.config.problem.Problem;
import org.armature.config.schema.Mistakes;
import org.armature.config.schema.SourceText;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.protocol.ClusterKey;

/** Reads {@code cluster.key}: lines of a word and what belongs to it. What it holds goes into no message. */
final class ClusterKeyReader {
    private static final Pattern FORMAT_LINE = Pattern.compile("format ([0-9]{1,9})");
    private static final Pattern CLUSTER_LINE = Pattern.compile("cluster (" + ClusterFile.ID.pattern() + ")");
    private static final Pattern KEY_LINE = Pattern.compile("key ([1-9][0-9]{0,8}) ([0-9a-f]{64})");
    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final String file;
    private final Mistakes mistakes;
    private final List<ClusterKey> keys = new ArrayList<>();
    private Optional<String> clusterId = Optional.empty();
    private boolean formatSeen;

    private ClusterKeyReader(String file, Mistakes mistakes) {
        this.file = file;
        this.mistakes = mistakes;
    }

    static ClusterKeyFile read(Path file) {
        if (Files.notExists(file)) {
            throw new InvalidConfig(Problem.wrong(Place.whole(file.toString()), "", "there is no such file")
                    .as(ErrorCode.NOT_INITIALISED)
                    .suggesting(
                            "copy it from another node of the cluster; `armature init` made it beside cluster.conf"));
        }
        Mistakes mistakes = new Mistakes();
        checkPermissions(file, mistakes);
        Optional<ClusterKeyReader> reader = SourceText.read(file, mistakes).map(text -> {
            ClusterKeyReader read = new ClusterKeyReader(file.toString(), mistakes);
            read.lines(text);
            return read;
        });
        mistakes.refuseIfAny();
        ClusterKeyReader read = reader.orElseThrow();
        return new ClusterKeyFile(read.clusterId.orElseThrow(), read.keys);
    }

    private static void checkPermissions(Path file, Mistakes mistakes) {
        Place place = Place.whole(file.toString());
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            mistakes.add(Problem.wrong(place, "", "lies on a file system that can't keep it from other users"));
            return;
        }
        try {
            Set<PosixFilePermission> permissions = view.readAttributes().permissions();
            if (!OWNERS.containsAll(permissions)) {
                mistakes.add(Problem.unfit(
                                place,
                                "",
                                "a file only its owner may use (rw-------)",
                                PosixFilePermissions.toString(permissions))
                        .suggesting("run: chmod 600 " + file));
            }
        } catch (IOException e) {
            mistakes.add(Problem.wrong(place, "", "its permissions can't be read: " + e.getMessage()));
        }
    }

    private void lines(String text) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                line(line, new Place(file, i + 1));
            }
        }
        Place whole = Place.whole(file);
        if (!formatSeen) {
            mistakes.add(Problem.unfit(whole, "format", "format " + ClusterKeyFile.FORMAT, "nothing"));
        }
        if (clusterId.isEmpty()) {
            mistakes.add(Problem.unfit(whole, "cluster", "the cluster's id", "nothing"));
        }
        if (keys.isEmpty()) {
            mistakes.add(Problem.unfit(whole, "key", "at least one key", "none")
                    .suggesting("copy the file from another node again"));
        }
    }

    private void line(String line, Place place) {
        Matcher format = FORMAT_LINE.matcher(line);
        Matcher cluster = CLUSTER_LINE.matcher(line);
        Matcher key = KEY_LINE.matcher(line);
        if (format.matches()) {
            formatSeen = true;
            if (Integer.parseInt(format.group(1)) != ClusterKeyFile.FORMAT) {
                mistakes.add(
                        Problem.unfit(place, "format", "format " + ClusterKeyFile.FORMAT, "format " + format.group(1))
                                .suggesting("it was written by another version of this software"));
            }
        } else if (cluster.matches()) {
            clusterId = Optional.of(cluster.group(1));
        } else if (key.matches()) {
            key(Integer.parseInt(key.group(1)), key.group(2), place);
        } else {
            mistakes.add(Problem.wrong(
                            place,
                            "",
                            "is no line \"format NUMBER\", \"cluster ID\" or \"key NUMBER SECRET\" with a secret of 64"
                                    + " hexadecimal digits")
                    .suggesting("copy the file from another node again"));
        }
    }

    private void key(int id, String secret, Place place) {
        if (!keys.isEmpty() && keys.get(keys.size() - 1).id() >= id) {
            mistakes.add(Problem.unfit(
                    place, "key", "a number above " + keys.get(keys.size() - 1).id(), String.valueOf(id)));
        } else {
            keys.add(new ClusterKey(id, Bytes.wrap(HexFormat.of().parseHex(secret))));
        }
    }
}
