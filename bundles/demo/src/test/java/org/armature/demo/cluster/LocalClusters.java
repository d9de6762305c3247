package org.armature.demo.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;

/** Clusters for tests of what uses them. */
public final class LocalClusters {
    private LocalClusters() {}

    /** Its files are there, its processes are not. */
    public static LocalCluster notStarted(Path directory, ClusterPlan plan, SecureRandom random) throws IOException {
        return new LocalCluster(directory, directory, plan, ClusterFiles.write(directory, directory, plan, random));
    }
}
