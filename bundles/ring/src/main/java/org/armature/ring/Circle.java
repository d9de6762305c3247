package org.armature.ring;

import java.util.Arrays;

/**
 * A ring of strategy 3 while it is rearranged: who holds each of its Q tokens, and what is amiss with that. Mutable.
 *
 * <p>Everything is weighed in one sum. A token without holder weighs most; then a run of {@code distance} tokens that
 * does not meet as many hosts, or zones, as it might; then tokens a node holds beyond its fair share, or lacks; then each
 * replica that moves.
 */
final class Circle {
    static final int VACANT = -1;

    /** The lightest thing that can be amiss with a run. */
    static final long SHARED_ZONE = 100_000;

    private static final long SHARED_HOST = 100 * SHARED_ZONE;
    private static final long VACANT_TOKEN = 100 * SHARED_HOST;
    private static final long TOKEN_BEYOND_SHARE = 4_000;

    /** For the first, twice as much for the second, and so on, while shares may wait. */
    private static final long TOKEN_BEYOND_SHARE_FOR_NOW = 3;

    private static final long MOVED_REPLICA = 16;
    private static final long CHANGED_TOKEN = 1;

    private final Topology topology;
    private final int distance;
    private final int zonesInRun;
    private final FairShares shares;
    private final int[] before;
    private final Holdings holdings;
    private final int[] holders;
    private final int[] held;
    private final int[] run;
    private boolean sharesMayWait;
    private long moved;

    /** @param before who held each token, {@link #VACANT} where it is no member any more */
    Circle(Topology topology, FairShares shares, Holdings holdings, int[] before) {
        this.topology = topology;
        this.distance = holdings.distance();
        this.zonesInRun = shares.runsMeetZones() ? Math.min(distance, topology.zones()) : 0;
        this.shares = shares;
        this.before = before.clone();
        this.holdings = holdings;
        this.holders = new int[before.length];
        this.held = new int[topology.nodes()];
        this.run = new int[distance];
        Arrays.fill(holders, VACANT);
        reset(before);
    }

    void reset(int[] to) {
        for (int token = 0; token < to.length; token++) {
            set(token, to[token]);
        }
    }

    int[] holders() {
        return holders.clone();
    }

    int tokens() {
        return holders.length;
    }

    int nodes() {
        return held.length;
    }

    int zones() {
        return topology.zones();
    }

    int zoneOf(int node) {
        return topology.zoneOf(node);
    }

    int distance() {
        return distance;
    }

    /** Whether there are so few hosts that each must have every so many-th token. */
    boolean isRigid() {
        return topology.hosts() == distance;
    }

    int wrap(int token) {
        return token < 0 ? token + holders.length : token < holders.length ? token : token - holders.length;
    }

    /** {@link #VACANT} if nobody does. */
    int holder(int token) {
        return holders[wrap(token)];
    }

    int holderBefore(int token) {
        return before[wrap(token)];
    }

    int held(int node) {
        return held[node];
    }

    void set(int token, int node) {
        int at = wrap(token);
        if (holders[at] != VACANT) {
            held[holders[at]]--;
            moved -= holdings.gained(at, holders[at]);
        }
        holders[at] = node;
        if (node != VACANT) {
            held[node]++;
            moved += holdings.gained(at, node);
        }
    }

    /** How many tokens the node must get. */
    int lacks(int node) {
        return Math.max(0, shares.least(node) - held[node]);
    }

    /** How many tokens the node must give. */
    int exceeds(int node) {
        return Math.max(0, held[node] - shares.most(node));
    }

    boolean mayGet(int node) {
        return held[node] < shares.most(node);
    }

    boolean mayGive(int node) {
        return held[node] > shares.least(node);
    }

    /** Replicas that move to a node with a token. */
    int gained(int token, int node) {
        return holdings.gained(wrap(token), node);
    }

    /** Replicas that move to all nodes. */
    long moved() {
        return moved;
    }

    /** What it weighs that a node has a token, apart from shares and from the tokens beside it. */
    long weight(int token, int node) {
        return node == VACANT
                ? VACANT_TOKEN
                : MOVED_REPLICA * gained(token, node) + (holderBefore(token) == node ? 0 : CHANGED_TOKEN);
    }

    /** What it weighs that a node holds so many tokens. */
    long weightOfShare(int node, int tokens) {
        long beyond = Math.max(0, Math.max(shares.least(node) - tokens, tokens - shares.most(node)));
        return sharesMayWait ? TOKEN_BEYOND_SHARE_FOR_NOW * beyond * (beyond + 1) : TOKEN_BEYOND_SHARE * beyond;
    }

    /** Whether shares weigh so little that a node may get a token too many for a while if less moves for it. */
    void letSharesWait(boolean may) {
        sharesMayWait = may;
    }

    /** What is amiss with the run of tokens that begins here. */
    long fault(int token) {
        for (int i = 0; i < distance; i++) {
            run[i] = holder(token + i);
        }
        return fault(run);
    }

    /** What would be amiss with a run. */
    long fault(int[] nodes) {
        int vacant = 0;
        int hosts = 0;
        int zones = 0;
        for (int i = 0; i < nodes.length; i++) {
            if (nodes[i] == VACANT) {
                vacant++;
                continue;
            }
            boolean newHost = true;
            boolean newZone = true;
            for (int j = 0; j < i; j++) {
                if (nodes[j] != VACANT) {
                    newHost &= topology.hostOf(nodes[j]) != topology.hostOf(nodes[i]);
                    newZone &= topology.zoneOf(nodes[j]) != topology.zoneOf(nodes[i]);
                }
            }
            hosts += newHost ? 1 : 0;
            zones += newZone ? 1 : 0;
        }
        return (nodes.length - vacant - hosts) * SHARED_HOST + Math.max(0, zonesInRun - zones - vacant) * SHARED_ZONE;
    }

    /** What is amiss with all runs, and that nobody holds a token. */
    long faults() {
        long faults = 0;
        for (int token = 0; token < holders.length; token++) {
            faults += fault(token) + (holders[token] == VACANT ? VACANT_TOKEN : 0);
        }
        return faults;
    }

    /** What is amiss with all runs a token is part of. */
    long faultsAround(int token) {
        long faults = 0;
        for (int back = 0; back < distance; back++) {
            faults += fault(token - back);
        }
        return faults;
    }

    /** By how much that would grow if the node held it. */
    long addedFaults(int token, int node) {
        int holder = holder(token);
        long faults = -faultsAround(token);
        holders[wrap(token)] = node;
        faults += faultsAround(token);
        holders[wrap(token)] = holder;
        return faults;
    }

    long weight() {
        long weight = 0;
        for (int token = 0; token < holders.length; token++) {
            weight += weight(token, holders[token]) + fault(token);
        }
        for (int node = 0; node < held.length; node++) {
            weight += weightOfShare(node, held[node]);
        }
        return weight;
    }
}
