package org.armature.cli.verb;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.armature.cli.address.ObjectPath;
import org.armature.cli.output.Json;
import org.armature.cli.output.TextTable;
import org.armature.model.NodeId;
import org.armature.protocol.Message.MemberState;
import org.armature.protocol.Message.MemberStatus;
import org.armature.protocol.Message.RingReply;
import org.armature.protocol.RingProgress;
import org.armature.ring.RingState;
import org.armature.ring.Strategy;

/** A ring and the change under way, for people and for programs. */
final class RingText {
    /** Fewer leave shares too uneven. */
    private static final int FEWEST_TOKENS = 32;

    private static final String EQUAL_PARTITIONS = Integer.toString(Strategy.EQUAL_PARTITIONS.number());

    private RingText() {}

    static String name(MemberState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** A sentence about the change under way, if there is one. */
    static Optional<String> change(RingProgress progress) {
        if (progress.isSettled()) {
            return Optional.empty();
        }
        String done = String.format(Locale.ROOT, "%.1f %% of the moves are done", progress.permille() / 10.0);
        return Optional.of((progress.phase() == RingState.Phase.FORWARD ? "changing" : "going back") + " since ring "
                + progress.changeEpoch() + ": " + done + "; `armature tasks` tells more");
    }

    static List<String> lines(RingReply ring, Optional<ObjectPath> path) {
        Map<NodeId, Integer> tokens = tokens(ring, ring.tokens());
        List<String> lines = new ArrayList<>();
        lines.add("ring " + ring.epoch() + "  " + ring.partitions() + " partitions, strategy " + ring.strategy() + ", "
                + ring.members().size() + (ring.members().size() == 1 ? " node" : " nodes"));
        change(ring.progress()).ifPresent(lines::add);
        lines.add("");
        lines.addAll(table(ring, tokens).lines());
        if (ring.members().size() > 1) {
            lines.add("");
            lines.add(balance(ring, tokens));
        }
        if (hasEqualTokens(ring)) {
            lines.addAll(thinWarnings(ring, tokens));
        }
        path.ifPresent(object -> {
            lines.add("");
            lines.add(object + "  position " + ring.keyPosition() + ", partition " + ring.keyPartition() + " of "
                    + ring.partitions());
            lines.add("preference list  "
                    + ring.preferenceList().stream().map(NodeId::name).collect(Collectors.joining(" ")));
        });
        return lines;
    }

    /** Tokens tell shares of the ring only if all are equally far apart. */
    private static boolean hasEqualTokens(RingReply ring) {
        return ring.strategy().equals(EQUAL_PARTITIONS);
    }

    private static List<String> thinWarnings(RingReply ring, Map<NodeId, Integer> tokens) {
        List<String> warnings = new ArrayList<>();
        tokens.forEach((id, count) -> {
            if (isInRing(ring.members().get(id)) && count < FEWEST_TOKENS) {
                warnings.add("warning: " + id + " has " + count + " tokens; with fewer than " + FEWEST_TOKENS
                        + " a node's load depends on luck, and the number of partitions can't be changed later");
            }
        });
        return warnings;
    }

    /** Of each member, and of whoever else has some. */
    private static Map<NodeId, Integer> tokens(RingReply ring, List<NodeId> owners) {
        Map<NodeId, Integer> tokens = new TreeMap<>();
        ring.members().keySet().forEach(id -> tokens.put(id, 0));
        owners.forEach(id -> tokens.merge(id, 1, Integer::sum));
        return tokens;
    }

    private static TextTable table(RingReply ring, Map<NodeId, Integer> tokens) {
        TextTable table =
                new TextTable("NODE", "STATE", "ADDRESS", "CLIENTS", "HOST", "ZONE", ">WEIGHT", ">TOKENS", ">SHARE");
        Map<NodeId, Integer> target = tokens(ring, ring.targetTokens());
        new TreeMap<>(ring.members())
                .forEach((id, member) -> table.row(
                        id,
                        name(member.state()),
                        member.address(),
                        member.clientAddress(),
                        member.host(),
                        member.zone(),
                        member.weight(),
                        ring.targetTokens().isEmpty()
                                ? tokens.get(id)
                                : way(ring.progress(), tokens.get(id), target.get(id)),
                        share(ring, tokens.get(id))));
        return table;
    }

    private static String share(RingReply ring, int tokens) {
        return hasEqualTokens(ring)
                ? String.format(
                        Locale.ROOT, "%.1f %%", 100.0 * tokens / ring.tokens().size())
                : "-";
    }

    private static String way(RingProgress progress, int settled, int target) {
        return progress.phase() == RingState.Phase.BACK ? target + " -> " + settled : settled + " -> " + target;
    }

    private static boolean isInRing(MemberStatus member) {
        return member.state() != MemberState.CANDIDATE && member.state() != MemberState.JOINING;
    }

    private static String balance(RingReply ring, Map<NodeId, Integer> tokens) {
        return hasEqualTokens(ring)
                ? String.format(
                        Locale.ROOT,
                        "balance (mean by highest load, by weight): %.3f",
                        1 / largestByWeight(ring, tokens))
                : "tokens are random: their number does not tell a node's share; a plan shows the copies each holds";
    }

    private static double largestByWeight(RingReply ring, Map<NodeId, Integer> tokens) {
        double weights = ring.members().values().stream()
                .filter(RingText::isInRing)
                .mapToInt(MemberStatus::weight)
                .sum();
        return ring.members().entrySet().stream()
                .filter(member -> isInRing(member.getValue()))
                .mapToDouble(member -> tokens.get(member.getKey())
                        / (ring.tokens().size() * member.getValue().weight() / weights))
                .max()
                .orElse(1);
    }

    /** Null if nothing moves. */
    static Json json(RingProgress progress) {
        return progress.isSettled()
                ? null
                : new Json()
                        .with("phase", progress.phase().name().toLowerCase(Locale.ROOT))
                        .with("epoch", progress.changeEpoch())
                        .with("permille", progress.permille());
    }

    static Json json(RingReply ring) {
        Json members = new Json();
        new TreeMap<>(ring.members()).forEach((id, member) -> members.with(id.name(), json(member)));
        Json json = new Json()
                .with("epoch", ring.epoch())
                .with("strategy", ring.strategy())
                .with("partitions", ring.partitions())
                .with("change", json(ring.progress()))
                .with("members", members)
                .with("tokens", ring.tokens());
        if (!ring.targetTokens().isEmpty()) {
            json.with("targetTokens", ring.targetTokens());
        }
        if (ring.keyPartition() >= 0) {
            json.with("keyPosition", ring.keyPosition())
                    .with("keyPartition", ring.keyPartition())
                    .with("preferenceList", ring.preferenceList());
        }
        return json;
    }

    private static Json json(MemberStatus member) {
        return new Json()
                .with("state", name(member.state()))
                .with("address", member.address())
                .with("clientAddress", member.clientAddress())
                .with("host", member.host())
                .with("zone", member.zone())
                .with("weight", member.weight());
    }
}
