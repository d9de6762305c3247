package org.armature.membership.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.armature.model.ErrorCode;
import org.armature.protocol.Message.Failure;
import org.armature.protocol.Message.Outcome;
import org.armature.protocol.PlannedChange;
import org.armature.ring.RingState;

/**
 * The plans a node has made and nobody has dropped: the last {@value #MOST}. Kept in memory only, since a plan can be
 * made again. Not thread-safe.
 */
public final class PlanBook {
    static final int MOST = 64;

    private static final Pattern ID = Pattern.compile("p-([0-9]{1,18})-[0-9a-f]{8}");
    private static final int DIGEST_CHARS = 8;

    private final Map<String, Plan> plans = new LinkedHashMap<>();

    /** @param plan one that was not refused */
    public void add(Plan plan) {
        plans.remove(plan.id());
        plans.put(plan.id(), plan);
        if (plans.size() > MOST) {
            plans.remove(plans.keySet().iterator().next());
        }
    }

    public Optional<Plan> find(String id) {
        return Optional.ofNullable(plans.get(id));
    }

    /** @return whether it was there */
    public boolean drop(String id) {
        return plans.remove(id) != null;
    }

    /** What to answer about a plan that is not in this book. */
    public Failure unknown(String id) {
        return new Failure(
                ErrorCode.NO_SUCH_PLAN,
                Outcome.REJECTED,
                "this node knows no plan " + id + "; a plan is kept by the node that made it: ask"
                        + " that one (--node), or plan again"
                        + (plans.isEmpty() ? "" : ". This one knows " + String.join(", ", plans.keySet())));
    }

    /**
     * Why a plan can't be committed on the ring that stands; empty if it can. One made on another epoch is told by its
     * name, even if another node made it.
     */
    public Optional<Failure> refusal(String id, RingState now) {
        Matcher parts = ID.matcher(id);
        boolean foreign = parts.matches() && Long.parseLong(parts.group(1)) != now.epoch();
        Optional<Plan> plan = find(id);
        boolean outdated = plan.map(p -> !isOn(p, now)).orElse(foreign);
        if (outdated) {
            String made = parts.matches() ? parts.group(1) : "";
            return Optional.of(new Failure(
                    ErrorCode.PLAN_STALE,
                    Outcome.REJECTED,
                    "plan " + id + " was made on ring epoch " + made + ", and the ring is at epoch " + now.epoch()
                            + (now.generation() == 0 ? "" : " of generation " + now.generation())
                            + "; plan again"));
        }
        return plan.isPresent() ? Optional.empty() : Optional.of(unknown(id));
    }

    /** Whether the plan is what is being carried out, so that committing it again has nothing to do. */
    public boolean isUnderWay(String id, RingState now) {
        return find(id).flatMap(Plan::next)
                .filter(next ->
                        now.isTowards(next.settled().epoch(), next.target().orElseThrow(), next.dead()))
                .isPresent();
    }

    private static boolean isOn(Plan plan, RingState now) {
        RingState next = plan.next().orElseThrow();
        return next.epoch() == now.epoch() + 1
                && next.generation() == now.generation()
                && next.settled().equals(now.settled())
                && now.phase() == RingState.Phase.SETTLED;
    }

    /** Of a plan: the epoch it was made on, and a digest of it, the changes and the ring they lead to. */
    static String id(RingState base, List<PlannedChange> changes, RingState next) {
        StringBuilder all = new StringBuilder();
        all.append(base.generation()).append('\n').append(base.epoch()).append('\n');
        changes.forEach(change -> all.append(change.text()).append('\n'));
        next.target().orElseThrow().tokens().forEach(node -> all.append(node).append('\n'));
        next.target().orElseThrow().members().values().forEach(member -> all.append(member)
                .append('\n'));
        all.append(next.dead());
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(all.toString().getBytes(StandardCharsets.UTF_8));
            return "p-" + base.epoch() + "-" + HexFormat.of().formatHex(digest).substring(0, DIGEST_CHARS);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
