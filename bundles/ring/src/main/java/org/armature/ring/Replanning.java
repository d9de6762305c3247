package org.armature.ring;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.armature.model.NodeId;

/**
 * The ring that follows when members join, leave, or change weight, host or zone, with little to move (Dynamo §4.9,
 * §6.2). The same arguments give the same plan on every machine.
 *
 * <p>In strategy 3 only as many tokens change hands as must for each node to hold its fair share, rounded up or down, and
 * for any <em>spread</em> consecutive tokens to stand on distinct hosts, and in distinct zones if there are as many. In
 * strategies 1 and 2 a node's tokens are drawn from its name, and come and go with it.
 *
 * @param ring of the epoch after the one before
 * @param moved owners that partitions gain, for tables of N = spread; in strategy 1 a part of a partition counts as a part
 * @param bound what must move in any case: in strategy 3 for shares to be fair and for copies of members that go to be
 *     made elsewhere; in strategies 1 and 2 for shares to be as the tokens drawn make them
 * @param warnings sentences for the operator: weights that can't be honoured, shares too small to be even
 */
public record Replanning(Ring ring, double moved, double bound, List<String> warnings) {
    /** Of a ring that is to change: with the ring it becomes it has to fit the messages that decide on it. */
    public static final int MAX_TOKENS = 262_144;

    public Replanning {
        warnings = List.copyOf(warnings);
    }

    /**
     * @param after the members there shall be
     * @param spread the largest N in use, at least 1; of one beyond the number of hosts the number of hosts is meant
     * @throws IllegalArgumentException if there is no member, a node occurs twice, or a host lies in two zones
     */
    public static Replanning of(Ring before, Collection<Member> after, int spread) {
        if (spread < 1) {
            throw new IllegalArgumentException("spread=" + spread + ", must be 1 or more");
        }
        Topology topology = Topology.of(after);
        if (before.strategy() == Strategy.EQUAL_PARTITIONS) {
            List<NodeId> anew = Placement.of(after, before.partitions(), spread).tokens();
            TokenPlan plan = TokenPlan.of(before, topology, anew, spread);
            return new Replanning(plan.ring(), plan.moved(), plan.bound(), warnings(plan.ring(), spread));
        }
        Ring ring = RandomTokens.of(topology, tokensPerUnit(before))
                .ring(before.epoch() + 1, before.strategy(), before.partitions(), topology.byNode());
        Movement movement = Movement.between(before, ring, spread);
        return new Replanning(ring, movement.moved(), movement.gained(), warnings(ring, spread));
    }

    /** Why no plan can lead to a ring of these members, as a sentence: their weights ask for too many random tokens. */
    public static Optional<String> refusal(Ring before, Collection<Member> after) {
        long weights = after.stream().mapToLong(Member::weight).sum();
        int perUnit = tokensPerUnit(before);
        if (before.strategy() == Strategy.EQUAL_PARTITIONS || weights * perUnit <= MAX_TOKENS) {
            return Optional.empty();
        }
        return Optional.of("weights of " + weights + " in all, with " + perUnit
                + (perUnit == 1 ? " token" : " tokens") + " for each unit as the cluster was made, ask for "
                + weights * perUnit + " tokens; a ring has " + MAX_TOKENS + " at most");
    }

    /** T, as the ring was founded with. */
    private static int tokensPerUnit(Ring ring) {
        long weights =
                ring.members().values().stream().mapToLong(Member::weight).sum();
        return (int) Math.max(1, Math.round((double) ring.tokens().size() / weights));
    }

    private static List<String> warnings(Ring ring, int spread) {
        Balance balance = Balance.of(ring, spread);
        List<String> warnings = new ArrayList<>();
        if (ring.strategy() == Strategy.EQUAL_PARTITIONS) {
            String cause = "no host or zone may hold more than one of any " + Math.min(spread, ring.hosts())
                    + " consecutive tokens";
            long weights =
                    ring.members().values().stream().mapToLong(Member::weight).sum();
            balance.loads().forEach((node, load) -> WeightWarnings.ofNode(
                            ring.members().get(node), load.tokens(), ring.partitions(), weights, cause)
                    .ifPresent(warnings::add));
        }
        warnings.addAll(WeightWarnings.ofZones(ring, spread));
        balance.warning().ifPresent(warnings::add);
        return warnings;
    }
}
