package org.armature.ring;

import java.util.BitSet;
import org.armature.model.NodeId;

/**
 * Which of the members there shall be owned which partition before, for tables of N = spread.
 *
 * <p>While any {@code distance} consecutive tokens are on distinct hosts, partition p is owned by those who hold tokens p
 * to p + distance - 1. So giving token q to a node moves as many replicas to it as there are, among the partitions from
 * q - distance + 1 to q, such as it did not own before: a figure of that token and node alone.
 */
final class Holdings {
    private final Topology topology;
    private final int partitions;
    private final int distance;
    private final boolean[] owned;
    private final short[] gained;

    private Holdings(Topology topology, int partitions, int distance, boolean[] owned) {
        this.topology = topology;
        this.partitions = partitions;
        this.distance = distance;
        this.owned = owned;
        this.gained = new short[owned.length];
        int nodes = topology.nodes();
        for (int token = 0; token < partitions; token++) {
            for (int back = 0; back < distance; back++) {
                int partition = Math.floorMod(token - back, partitions);
                for (int node = 0; node < nodes; node++) {
                    if (!owned[partition * nodes + node]) {
                        gained[token * nodes + node]++;
                    }
                }
            }
        }
    }

    static Holdings of(Ring before, Topology topology, int spread) {
        int partitions = before.partitions();
        int distance = Math.min(Math.min(spread, topology.hosts()), partitions);
        boolean[] owned = new boolean[partitions * topology.nodes()];
        for (int partition = 0; partition < partitions; partition++) {
            for (NodeId owner : before.preferenceList(partition, spread).owners()) {
                int node = topology.number(owner);
                if (node >= 0) {
                    owned[partition * topology.nodes() + node] = true;
                }
            }
        }
        return new Holdings(topology, partitions, distance, owned);
    }

    int partitions() {
        return partitions;
    }

    /** How many consecutive tokens shall be on distinct hosts: the spread, or the number of hosts if that is less. */
    int distance() {
        return distance;
    }

    /** Replicas that move to a node with a token, 0 to distance. */
    int gained(int token, int node) {
        return gained[token * topology.nodes() + node];
    }

    /**
     * What must move in any case, the largest of three figures: what nodes lack of their fair shares, rounded down; what
     * is short when others keep no more than theirs, rounded up; and how many copies are short when those of members that
     * go are not counted, nor those that share a host, or a zone for which there is another.
     */
    long bound(FairShares shares) {
        int nodes = topology.nodes();
        int[] replicas = new int[nodes];
        long missing = 0;
        for (int partition = 0; partition < partitions; partition++) {
            BitSet hosts = new BitSet();
            BitSet zones = new BitSet();
            for (int node = 0; node < nodes; node++) {
                if (owned[partition * nodes + node]) {
                    replicas[node]++;
                    hosts.set(topology.hostOf(node));
                    zones.set(topology.zoneOf(node));
                }
            }
            missing += Math.max(
                    distance - hosts.cardinality(), Math.min(distance, topology.zones()) - zones.cardinality());
        }
        long lacking = 0;
        long shortage = (long) distance * partitions;
        for (int node = 0; node < nodes; node++) {
            lacking += Math.max(0, distance * shares.least(node) - replicas[node]);
            shortage -= Math.min(replicas[node], distance * shares.most(node));
        }
        return Math.max(missing, Math.max(lacking, shortage));
    }
}
