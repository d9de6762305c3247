package org.armature.demo.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.armature.config.Check;
import org.armature.config.CheckReport;
import org.armature.config.ClusterFile;
import org.armature.config.NodeConfig;
import org.armature.config.Surroundings;
import org.armature.demo.tour.Shop;
import org.armature.ring.Balance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterFilesTest {
    @TempDir
    Path directory;

    @Test
    void everyNodeGetsFilesThatPassTheCheckWithoutAWarning() throws Exception {
        List<LocalNode> nodes = ClusterFiles.write(directory, directory, Shop.plan(""), new SecureRandom());
        assertEquals(
                List.of("n1", "n2", "n3"), nodes.stream().map(LocalNode::name).toList());
        for (LocalNode node : nodes) {
            Path etc = directory.resolve(node.name()).resolve("etc");
            CheckReport report = Check.run(etc, Surroundings.ofProcess(), List.of());
            assertEquals(List.of(), report.problems());
            assertEquals(List.of(), report.warnings());
            NodeConfig config = NodeConfig.read(etc.resolve(NodeConfig.FILE), Surroundings.ofProcess());
            assertEquals(node.client(), config.listeners().clients().bind().toString());
        }
    }

    @Test
    void theNodesShareOneClusterOfThreeHostsWithEnoughTokensEach() throws Exception {
        ClusterFiles.write(directory, directory, Shop.plan(""), new SecureRandom());
        ClusterFile first = ClusterFile.read(directory.resolve("n1/etc/cluster.conf"));
        assertEquals(
                first.id(),
                ClusterFile.read(directory.resolve("n3/etc/cluster.conf")).id());
        assertEquals(3, first.ring().hosts());
        assertTrue(Balance.of(first.ring(), 3).warning().isEmpty());
    }

    @Test
    void portsAreDistinctAndBelowThoseOfOutgoingConnections() throws Exception {
        Set<Integer> ports = new HashSet<>(FreePorts.choose(12, new SecureRandom()));
        assertEquals(12, ports.size());
        assertTrue(ports.stream().allMatch(port -> port >= 15_000 && port < 32_000), ports.toString());
    }
}
