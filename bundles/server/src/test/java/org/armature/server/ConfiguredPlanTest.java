package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.armature.config.ClusterFile;
import org.armature.config.problem.InvalidConfig;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.replication.Reconciliation;
import org.armature.replication.TableSpec;
import org.armature.storage.Durability;
import org.armature.transport.TransportLimits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredPlanTest {
    @TempDir
    Path directory;

    private LocalCluster cluster;

    @BeforeEach
    void aClusterOfThree() {
        cluster = LocalCluster.of(directory, 3, "tables { cart { durability = disk, max-value = 1 KiB } }");
    }

    private String refusal() {
        String message = assertThrows(StartFailed.class, () -> cluster.plan(1)).getMessage();
        assertFalse(Files.exists(cluster.data(1)), "no data was touched");
        return message.replace(directory + "/", "");
    }

    @Test
    void filesThatFitTogetherMakeAPlan() {
        NodePlan plan = cluster.plan(2);

        assertEquals(new NodeId("n2"), plan.node());
        assertEquals("test", plan.cluster().name());
        assertEquals(3, plan.cluster().ring().members().size());
        assertEquals(1, plan.cluster().keys().size());
        assertEquals(cluster.data(2), plan.data());
        assertEquals(
                cluster.clients(2),
                plan.listen().clients().getHostString() + ":"
                        + plan.listen().clients().getPort());
        assertEquals(2, plan.shards());
        assertEquals(1_024, plan.maxCalls());
        assertEquals(TransportLimits.DEFAULT, plan.limits());
        assertEquals("armature/test", plan.software());
        TableName cart = new TableName("shop", "cart");
        assertEquals(
                List.of(new TableSpec(
                        cart,
                        TableSpec.Quorums.of(3, 2, 2),
                        Durability.DISK,
                        new TableSpec.Limits(1_024, 1_024, 16),
                        Reconciliation.SIBLINGS)),
                List.copyOf(NodePlan.tables(plan.instances()).values()));
    }

    @Test
    void withoutOneOfItsFilesANodeSaysHowToGetIt() throws IOException {
        for (String file : List.of("node.conf", "cluster.conf", "cluster.key")) {
            Path moved = Files.move(cluster.etc(1).resolve(file), directory.resolve("moved"));
            assertEquals(
                    "ARM-106 etc1 has no " + file
                            + ": make a cluster with \"armature init\", or copy cluster.conf and cluster.key from a"
                            + " node of the cluster this one belongs to. No data was touched",
                    refusal());
            Files.move(moved, cluster.etc(1).resolve(file));
        }
    }

    @Test
    void theKeyOfAnotherClusterIsRefused() throws IOException {
        LocalCluster other = LocalCluster.of(Files.createDirectory(directory.resolve("other")), 1, "tables.cart {}");
        Files.copy(
                other.etc(1).resolve("cluster.key"),
                cluster.etc(1).resolve("cluster.key"),
                StandardCopyOption.REPLACE_EXISTING);

        assertEquals(
                "ARM-305 etc1/cluster.conf is of cluster " + id(cluster) + ", and etc1/cluster.key of cluster "
                        + id(other) + ": copy both from one node. No data was touched",
                refusal());
    }

    private static String id(LocalCluster cluster) {
        return ClusterFile.read(cluster.etc(1).resolve("cluster.conf")).id();
    }

    @Test
    void aNodeThatIsNoFirstMemberIsWhatItsOwnFileSays() {
        cluster.configure(1, "node.id = n4", "node.weight = 50");

        assertEquals(50, cluster.plan(1).self().weight());
    }

    @Test
    void aTableWhoseRecordsFitInNoMessageIsRefused() {
        Instances.write(cluster.etc(1).resolve("instances"), "shop", "tables.cart { max-value = 1 MiB }");
        cluster.configure(1, "node.id = n1", "limits.max-frame = 1 MiB");

        InvalidConfig refused = assertThrows(InvalidConfig.class, () -> cluster.plan(1));
        assertEquals(ErrorCode.CONFIG_INVALID, refused.code());
        assertTrue(
                refused.getMessage()
                        .contains("tables.cart.max-value: max-value (1 MiB) times max-siblings (16) is 16 MiB, more"
                                + " than what a message between replicas holds"),
                refused.getMessage());
    }

    @Test
    void mistakesOfAllInstancesAreToldAtOnce() {
        Path instances = cluster.etc(1).resolve("instances");
        Instances.write(instances, "shop", "tables.cart { n = many }");
        Instances.write(instances, "blog", "tables.posts { w = 17 }");

        String message =
                assertThrows(InvalidConfig.class, () -> cluster.plan(1)).getMessage();
        assertTrue(message.contains("shop.conf:1: tables.cart.n"), message);
        assertTrue(message.contains("blog.conf:1: tables.posts.w"), message);
    }

    @Test
    void moreCopiesThanHostsIsAWarning() {
        Instances.write(cluster.etc(1).resolve("instances"), "shop", "tables.cart { n = 5 }");

        List<String> warnings = cluster.plan(1).warnings();
        assertTrue(
                warnings.stream()
                        .anyMatch(warning -> warning.endsWith(
                                "tables.cart.n: n is 5, and the cluster has 3 hosts: each object has 3 copies")),
                warnings.toString());
    }

    @Test
    void noTableAtAllIsAWarning() throws IOException {
        Files.delete(cluster.etc(1).resolve("instances").resolve("shop.conf"));

        List<String> warnings = cluster.plan(1).warnings();
        assertTrue(
                warnings.contains("no instance is configured, so there is no table to write to: put a file into"
                        + " etc/instances"),
                warnings.toString());
    }

    @Test
    void fewTokensForEachNodeAreAWarning() {
        List<String> warnings = cluster.plan(1).warnings();

        assertEquals(1, warnings.size(), warnings.toString());
        assertTrue(warnings.get(0).contains("tokens"), warnings.toString());
    }
}
