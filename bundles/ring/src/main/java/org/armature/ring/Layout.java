package org.armature.ring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The order of the tokens on the circle, as hosts.
 *
 * <p>The idea: a table of m = Q/distance rows, each at least {@code distance} wide, is filled column by column, one host
 * after the other, and read row by row. A host with fewer than m tokens stands in a row once at most; from one row to
 * the next its place is the same, or it skips a row where it changes the column. A host with exactly m tokens must have
 * a column of its own, so these come first. So two tokens of a host are never closer than a row is wide, from the last
 * row to the first neither. Zones are kept together while filling, so the same holds for them. If the limit for each
 * host does not make up Q, the tokens left over follow the last row: those of the middle columns, whose neighbours of
 * the same host are furthest away.
 *
 * <p>That order is regular: each host would always be followed by the same others. So pairs of tokens then change places,
 * at random but always the same, wherever that brings no two tokens of a host closer, else of a zone, else makes the
 * successors of hosts more even.
 */
final class Layout {
    private static final long SEED = 0x54574953544552L;
    private static final int SWAPS_PER_TOKEN = 64;
    private static final int MOST_PAIRS = 1 << 20;

    private final Topology topology;
    private final int distance;
    private final int[] hostAt;

    /**
     * How often each pair of hosts follow each other. With thousands of hosts pairs share a place, which makes the
     * result a little less even and nothing worse.
     */
    private final int[] successors;

    private Layout(Topology topology, int distance, int[] hostAt) {
        this.topology = topology;
        this.distance = distance;
        this.hostAt = hostAt;
        this.successors = new int[(int) Math.min((long) topology.hosts() * topology.hosts(), MOST_PAIRS)];
        for (int at = 0; at < hostAt.length; at++) {
            successors[pair(at)]++;
        }
    }

    /** The host of each token. */
    static int[] of(Topology topology, Shares shares, int distance) {
        Layout layout = new Layout(topology, distance, table(topology, shares));
        if (topology.hosts() > 1) {
            layout.mix();
        }
        return layout.hostAt;
    }

    private static int[] table(Topology topology, Shares shares) {
        Groups held = shares.hosts();
        int rows = held.limit();
        int inTable = shares.partitions() - held.extras();
        int columns = inTable / rows;
        int longRows = inTable % rows;
        List<Integer> order = order(topology, shares);
        int[] hostAt = new int[shares.partitions()];
        int cell = 0;
        int tail = inTable;
        for (int host : order) {
            int count = held.held(host);
            if (count > rows) {
                hostAt[tail++] = host;
                count = rows;
            }
            for (int i = 0; i < count; i++, cell++) {
                int column = Math.min(cell / rows, columns);
                int row = cell - column * rows;
                hostAt[row * columns + Math.min(row, longRows) + column] = host;
            }
        }
        return hostAt;
    }

    private static List<Integer> order(Topology topology, Shares shares) {
        Groups hosts = shares.hosts();
        Groups zones = shares.zones();
        List<Integer> order = IntStream.range(0, topology.hosts())
                .boxed()
                .sorted(Comparator.comparing((Integer host) -> hosts.held(host) < hosts.limit())
                        .thenComparing(host -> zones.held(topology.zoneOfHost(host)) != zones.limit())
                        .thenComparing(topology::zoneOfHost))
                .collect(Collectors.toCollection(ArrayList::new));
        List<Integer> withExtra =
                order.stream().filter(host -> hosts.held(host) > hosts.limit()).toList();
        order.removeAll(withExtra);
        order.addAll(order.size() / 2, withExtra);
        return order;
    }

    private void mix() {
        Random random = new Random(SEED);
        for (int swaps = hostAt.length * SWAPS_PER_TOKEN; swaps > 0; swaps--) {
            int a = random.nextInt(hostAt.length);
            int b = random.nextInt(hostAt.length);
            if (hostAt[a] != hostAt[b] && swapDoesHarm(a, b)) {
                swap(a, b);
            }
        }
    }

    private boolean swapDoesHarm(int a, int b) {
        long hostsBefore = crowding(a, false) + crowding(b, false);
        long zonesBefore = crowding(a, true) + crowding(b, true);
        long unevenness = swap(a, b);
        long hosts = crowding(a, false) + crowding(b, false) - hostsBefore;
        long zones = crowding(a, true) + crowding(b, true) - zonesBefore;
        return hosts > 0 || (hosts == 0 && (zones > 0 || (zones == 0 && unevenness > 0)));
    }

    /** In how many runs of {@code distance} tokens this one meets another of its host, or zone. */
    private long crowding(int at, boolean byZone) {
        int own = group(at, byZone);
        long runs = 0;
        for (int d = 1; d < distance; d++) {
            runs += group(at + d, byZone) == own ? distance - d : 0;
            runs += group(at - d, byZone) == own ? distance - d : 0;
        }
        return runs;
    }

    private int group(int at, boolean byZone) {
        int host = hostAt[wrap(at)];
        return byZone ? topology.zoneOfHost(host) : host;
    }

    /** Returns by how much the squares of the successor counts have grown in sum. */
    private long swap(int a, int b) {
        long grown = countSuccessors(a, b, -1);
        int host = hostAt[a];
        hostAt[a] = hostAt[b];
        hostAt[b] = host;
        return grown + countSuccessors(a, b, 1);
    }

    /** Those of the two tokens and of the tokens before them, each once. */
    private long countSuccessors(int a, int b, int step) {
        int beforeA = wrap(a - 1);
        int beforeB = wrap(b - 1);
        long grown = count(a, step) + count(b, step);
        grown += beforeA == b ? 0 : count(beforeA, step);
        grown += beforeB == a ? 0 : count(beforeB, step);
        return grown;
    }

    private long count(int at, int step) {
        int pair = pair(at);
        int before = successors[pair];
        successors[pair] = before + step;
        return step * (2L * before + step);
    }

    private int wrap(int at) {
        return at < 0 ? at + hostAt.length : at < hostAt.length ? at : at - hostAt.length;
    }

    private int pair(int at) {
        long pair = (long) hostAt[at] * topology.hosts() + group(at + 1, false);
        return (int) (pair % successors.length);
    }
}
