package org.armature.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.armature.config.problem.InvalidConfig;
import org.armature.protocol.ClusterKey;

/**
 * The secrets of a cluster: {@code etc/cluster.key}, on nodes only, readable by its owner only. Whoever has it can forge
 * what clients hand back.
 *
 * @param clusterId of the cluster it belongs to
 * @param keys at least one, by ascending id; the last one seals, all of them are accepted
 */
public record ClusterKeyFile(String clusterId, List<ClusterKey> keys) {
    /** Where it stands within {@code etc}. */
    public static final String FILE = "cluster.key";

    static final int FORMAT = 1;

    public ClusterKeyFile {
        keys = List.copyOf(keys);
        if (!ClusterFile.ID.matcher(clusterId).matches() || keys.isEmpty()) {
            throw new IllegalArgumentException("a cluster's key file has its id and at least one key");
        }
        for (int i = 1; i < keys.size(); i++) {
            if (keys.get(i - 1).id() >= keys.get(i).id()) {
                throw new IllegalArgumentException("ids of keys have to ascend: " + keys);
            }
        }
    }

    /**
     * @throws InvalidConfig with every mistake, none of which quotes the file; NOT_INITIALISED if there is no such file
     */
    public static ClusterKeyFile read(Path file) {
        return ClusterKeyReader.read(file);
    }

    /** As the file holds it: the secrets. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append("# A secret of the nodes of this cluster; keep it readable by its owner only (chmod 600).\n");
        text.append("format ").append(FORMAT).append('\n');
        text.append("cluster ").append(clusterId).append('\n');
        for (ClusterKey key : keys) {
            text.append("key ").append(key.id()).append(' ').append(hex(key)).append('\n');
        }
        return text.toString();
    }

    /** Never replaces a file, and leaves none that is cut short or that others could have read meanwhile. */
    void writeNew(Path file) throws IOException {
        NewFile.write(file, text(), NewFile.FOR_THE_OWNER);
    }

    private static String hex(ClusterKey key) {
        return HexFormat.of().formatHex(key.secret().shared());
    }
}
