package org.armature.demo.cluster;

import java.util.Map;

/**
 * What a cluster on this machine consists of.
 *
 * @param name the cluster's
 * @param nodes how many; 1 or more
 * @param partitions Q; at least 32 for each node spreads the load evenly
 * @param instances the text of each instance's file, by the instance's name
 * @param moreNode further lines of each node's own file, or nothing
 * @param heap of each node's JVM, such as {@code 128m}
 */
public record ClusterPlan(
        String name, int nodes, int partitions, Map<String, String> instances, String moreNode, String heap) {}
