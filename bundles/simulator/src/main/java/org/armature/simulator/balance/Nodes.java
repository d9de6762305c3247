package org.armature.simulator.balance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.armature.model.NodeId;
import org.armature.ring.Member;

/** The nodes of a cluster under study. */
public final class Nodes {
    public static final int MOST = 1_000;

    private static final String USUAL_ZONE = "zone1";
    private static final String FORM = "a line is NAME WEIGHT [ZONE [HOST]]";

    private Nodes() {}

    /** As many of equal weight, each on a host of its own, all in one zone. */
    public static List<Member> equal(int count) {
        return named("n", count, node -> 1);
    }

    /**
     * As {@link #equal}, under names that follow from the seed, so that strategies 1 and 2, where tokens are drawn from
     * names, give other tokens for each seed.
     */
    static List<Member> seeded(int count, long seed) {
        return named("s" + Long.toUnsignedString(seed) + "-n", count, node -> 1);
    }

    static List<Member> named(String prefix, int count, IntUnaryOperator weight) {
        List<Member> members = new ArrayList<>();
        for (int node = 0; node < count; node++) {
            String name = prefix + node;
            members.add(member(name, weight.applyAsInt(node), USUAL_ZONE, name));
        }
        return members;
    }

    /**
     * From a file of lines {@code NAME WEIGHT [ZONE [HOST]]}; without a zone all are in one, without a host each node is
     * on its own.
     */
    public static List<Member> read(Path file) throws WrongInput {
        List<Member> members = new ArrayList<>();
        Map<String, Integer> lineOfNode = new TreeMap<>();
        Map<String, Member> firstOfHost = new TreeMap<>();
        TextLines.read(file, (line, number) -> {
            Member member = parse(line);
            Integer earlier = lineOfNode.putIfAbsent(member.node().name(), number);
            if (earlier != null) {
                throw new IllegalArgumentException("node " + member.node() + " is in line " + earlier + " already");
            }
            Member first = firstOfHost.putIfAbsent(member.host(), member);
            if (first != null && !first.zone().equals(member.zone())) {
                throw new IllegalArgumentException("host " + member.host() + " lies in one zone, but here it is "
                        + member.zone() + " and at " + first.node() + " it is " + first.zone());
            }
            members.add(member);
        });
        if (members.isEmpty() || members.size() > MOST) {
            throw new WrongInput(file + " names " + members.size() + " nodes, must be 1 to " + MOST + "; " + FORM);
        }
        return members;
    }

    private static Member parse(String line) {
        String[] fields = line.split("\\s+", -1);
        if (fields.length < 2 || fields.length > 4) {
            throw new IllegalArgumentException("\"" + line + "\" has " + fields.length + " fields; " + FORM);
        }
        if (!fields[1].matches("[0-9]{1,4}")) {
            throw new IllegalArgumentException(
                    "the weight \"" + fields[1] + "\" is no number from 1 to " + Member.MAX_WEIGHT + "; " + FORM);
        }
        return member(
                fields[0],
                Integer.parseInt(fields[1]),
                fields.length > 2 ? fields[2] : USUAL_ZONE,
                fields.length > 3 ? fields[3] : fields[0]);
    }

    /** No node of the laboratory is ever called, so its addresses are made up. */
    private static Member member(String name, int weight, String zone, String host) {
        return new Member(new NodeId(name), name + ":1", name + ":2", host, zone, weight);
    }
}
