package org.armature.simulator.fault;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.armature.simulator.network.Network;
import org.armature.simulator.node.SimulatedNode;
import org.armature.simulator.world.Timeline;

/** One fault at a certain step of the first transfer that comes to it: of the one who gives, who takes, or a third. */
public final class StepStrike {
    /** As the trace tells them. */
    public enum Step {
        DECIDED("(?<one>n\\d) is at ring epoch \\d+ FORWARD.*"),
        OFFER("(?<taker>n\\d) is asked by host (?<giver>\\d) TransferOffer.*"),
        STREAM("(?<taker>n\\d) is asked by host (?<giver>\\d) TransferRecords.*"),
        FENCE("(?<giver>n\\d) keeps that it has FENCED.*"),
        LAST_BYTE("(?<taker>n\\d) is asked by host (?<giver>\\d) TransferComplete.*"),
        TAKEN("(?<taker>n\\d) keeps that it has TAKEN.*"),
        CONFIRMED("(?<taker>n\\d) answers TransferAnswer.*"),
        SETTLED("(?<one>n\\d) is at ring epoch \\d+ SETTLED.*"),
        DROP("(?<taker>n\\d) is asked by host (?<giver>\\d) CompareRecords.*");

        private final Pattern line;

        Step(String line) {
            this.line = Pattern.compile(line);
        }
    }

    public enum Role {
        GIVER,
        TAKER,
        THIRD
    }

    public enum Harm {
        KILL,
        PAUSE,
        PARTITION,
        DISK_FULL
    }

    /** Each line of a trace begins with the time. */
    private static final int TIME_CHARS = 13;

    private static final long LASTS_NANOS = 6_000_000_000L;

    private final Step step;
    private final Role role;
    private final Harm harm;
    private final Timeline timeline;
    private final Network network;
    private List<SimulatedNode> nodes = List.of();
    private boolean struck;

    private StepStrike(Step step, Role role, Harm harm, Timeline timeline, Network network) {
        this.step = step;
        this.role = role;
        this.harm = harm;
        this.timeline = timeline;
        this.network = network;
    }

    /**
     * @param text such as {@code offer/giver/kill}, or {@code never}
     * @throws IllegalArgumentException if it is no such text
     */
    public static Optional<StepStrike> parse(String text, Timeline timeline, Network network) {
        if (text.equals("never")) {
            return Optional.empty();
        }
        String[] parts = text.toUpperCase(Locale.ROOT).replace('-', '_').split("/", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException(
                    "strike-at is never or step/role/harm, such as offer/giver/kill, not \"" + text + "\"");
        }
        return Optional.of(new StepStrike(
                Step.valueOf(parts[0]), Role.valueOf(parts[1]), Harm.valueOf(parts[2]), timeline, network));
    }

    /** @param all nodes by their numbers, the one that joins last */
    public void against(List<SimulatedNode> all) {
        nodes = List.copyOf(all);
    }

    public boolean hasStruck() {
        return struck;
    }

    /** @param line of the trace */
    public void told(String line) {
        if (struck) {
            return;
        }
        Matcher matcher = step.line.matcher(line.substring(TIME_CHARS));
        if (matcher.matches()) {
            struck = true;
            SimulatedNode victim = victim(matcher);
            timeline.after(1, () -> strike(victim));
        }
    }

    private SimulatedNode victim(Matcher matcher) {
        SimulatedNode taker = named(matcher, "taker").orElse(nodes.get(nodes.size() - 1));
        SimulatedNode giver = named(matcher, "giver").orElseGet(() -> otherThan(taker, taker));
        return switch (role) {
            case GIVER -> giver;
            case TAKER -> taker;
            case THIRD -> otherThan(giver, taker);
        };
    }

    private Optional<SimulatedNode> named(Matcher matcher, String group) {
        if (!step.line.pattern().contains("<" + group + ">")) {
            return Optional.empty();
        }
        String name = matcher.group(group);
        return Optional.of(nodes.get(Integer.parseInt(name.substring(name.length() - 1))));
    }

    private SimulatedNode otherThan(SimulatedNode one, SimulatedNode other) {
        return nodes.stream()
                .filter(node -> !node.equals(one) && !node.equals(other))
                .findFirst()
                .orElseThrow();
    }

    private void strike(SimulatedNode victim) {
        switch (harm) {
            case KILL -> {
                victim.kill();
                victim.later(LASTS_NANOS, victim::start);
            }
            case PAUSE -> {
                victim.pause();
                victim.later(LASTS_NANOS, victim::resume);
            }
            case PARTITION -> {
                cut(victim, true);
                victim.later(LASTS_NANOS, () -> cut(victim, false));
            }
            case DISK_FULL -> {
                victim.diskState().full(true);
                victim.later(LASTS_NANOS, () -> victim.diskState().full(false));
            }
        }
    }

    private void cut(SimulatedNode victim, boolean cut) {
        for (SimulatedNode other : nodes) {
            if (!other.equals(victim)) {
                cut(victim.number(), other.number(), cut);
                cut(other.number(), victim.number(), cut);
            }
        }
    }

    private void cut(int from, int to, boolean cut) {
        if (cut) {
            network.path(from, to).cut();
        } else {
            network.join(from, to);
        }
    }
}
