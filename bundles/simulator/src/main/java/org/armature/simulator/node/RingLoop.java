package org.armature.simulator.node;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.armature.membership.Custody;
import org.armature.membership.Identity;
import org.armature.membership.Membership;
import org.armature.membership.MembershipEffect;
import org.armature.membership.MembershipEvent;
import org.armature.membership.MembershipSettings;
import org.armature.membership.MembershipView;
import org.armature.membership.OpenMoves;
import org.armature.model.NodeId;
import org.armature.node.Effect;
import org.armature.node.Event;
import org.armature.protocol.MembershipMessage;
import org.armature.protocol.Message;
import org.armature.ring.Ownership;
import org.armature.ring.RingState;

/**
 * Drives the node's membership as the server's loop does: one effect after the other, and none before what was to be
 * saved is on the disk.
 */
final class RingLoop {
    /** Below every correlation number of pings and of shards. */
    private static final long CALLS = Long.MIN_VALUE;

    private static final long LAST_CALL = CALLS / 2;
    private static final long RETRY_NANOS = 500_000_000L;

    private final NodeProcess process;
    private final SimulatedNode node;
    private final Surroundings world;
    private final SplittableRandom random;
    private final Membership membership;
    private final Queue<MembershipEvent> events = new ArrayDeque<>();
    private final Queue<MembershipEffect> effects = new ArrayDeque<>();
    private final Map<Long, Consumer<MembershipEffect>> waiting = new LinkedHashMap<>();
    private final Map<Long, NodeId> calls = new TreeMap<>();
    private Ownership ownership;
    private boolean saving;
    private boolean working;
    private long tokens;
    private long wakeNumber;

    RingLoop(NodeProcess process, long incarnation, NodeSettings settings) {
        this.process = process;
        this.node = process.node();
        this.world = node.world();
        this.random = node.random().split();
        this.membership = new Membership(
                MembershipSettings.of(new Identity(process.node().member(), incarnation, 1, 1, "armature/simulated")),
                node.files().membership(),
                RingState.founding(settings.ring()),
                new OpenMoves());
        this.ownership = new Ownership(view().state(), view().progress());
    }

    void start() {
        tell(new MembershipEvent.TimePassed(random.nextLong()));
    }

    MembershipView view() {
        return membership.view();
    }

    Ownership ownership() {
        return ownership;
    }

    // ---- questions

    /** @param question made with the token that its answer carries */
    void ask(LongFunction<MembershipEvent> question, Consumer<MembershipEffect> answered) {
        waiting.put(++tokens, answered);
        tell(question.apply(tokens));
    }

    void asked(NodeId from, MembershipMessage message, Consumer<Message> answer) {
        ask(
                token -> new MembershipEvent.Asked(token, from, message),
                effect -> answer.accept(((MembershipEffect.Answer) effect).message()));
    }

    void keep(Effect.KeepCustody wanted, Consumer<Event> shard) {
        world.trace().say(() -> node + " keeps that it has " + wanted.custody() + " " + wanted.move());
        ask(
                token -> new MembershipEvent.CustodyAsked(
                        token,
                        wanted.move().changeEpoch(),
                        wanted.move().n(),
                        wanted.move().number(),
                        custody(wanted)),
                effect -> shard.accept(
                        effect instanceof MembershipEffect.CustodyRefused refused
                                ? new Event.CustodyRefused(wanted.operation(), refused.why())
                                : new Event.CustodyKept(wanted.operation())));
    }

    private static Custody custody(Effect.KeepCustody wanted) {
        return switch (wanted.custody()) {
            case FENCED -> Custody.FENCE;
            case TAKEN -> wanted.move().back() ? Custody.RETURNED : Custody.ACCEPT;
        };
    }

    static boolean isCall(long correlation) {
        return correlation < LAST_CALL;
    }

    void answered(NodeId peer, long correlation, Message answer) {
        if (calls.remove(correlation - CALLS) != null) {
            tell(new MembershipEvent.Answered(peer, correlation - CALLS, answer));
        }
    }

    void peerDown(NodeId peer) {
        Map<Long, NodeId> lost = new TreeMap<>(calls);
        lost.values().removeIf(to -> !to.equals(peer));
        calls.keySet().removeAll(lost.keySet());
        lost.keySet().forEach(call -> tell(new MembershipEvent.Unanswered(peer, call)));
        tell(new MembershipEvent.PeerDown(peer));
    }

    // ---- the loop

    void tell(MembershipEvent event) {
        events.add(event);
        work();
    }

    private void work() {
        if (working) {
            return;
        }
        working = true;
        while (!saving && !(effects.isEmpty() && events.isEmpty())) {
            if (effects.isEmpty()) {
                step(events.remove());
            } else {
                carryOut(effects.remove());
            }
        }
        working = false;
    }

    private void step(MembershipEvent event) {
        try {
            effects.addAll(membership.on(event, world.timeline().now() + 1, node.wallMillis()));
        } catch (RuntimeException | AssertionError broken) {
            world.watcher().broke(node, broken);
            throw broken;
        }
    }

    private void carryOut(MembershipEffect effect) {
        if (effect instanceof MembershipEffect.Save save) {
            saving = true;
            later(node.diskState().forceTime(), () -> save(save));
        } else if (effect instanceof MembershipEffect.Send send) {
            if (process.send(send.to(), CALLS + send.call(), send.message())) {
                calls.put(send.call(), send.to());
            } else {
                events.add(new MembershipEvent.Unanswered(send.to(), send.call()));
            }
        } else if (effect instanceof MembershipEffect.Answer answer) {
            answer(answer.token(), answer);
        } else if (effect instanceof MembershipEffect.WakeAt wake) {
            wakeAt(wake.monoNanos() - 1);
        } else if (effect instanceof MembershipEffect.Published published) {
            publish(published);
        } else if (effect instanceof MembershipEffect.Connect connect) {
            process.connectTo(connect.peers().keySet());
        } else if (effect instanceof MembershipEffect.ChangeEnded ended) {
            world.trace().say(() -> node + " ends a change: " + ended.outcome());
            answer(ended.token(), ended);
        } else if (effect instanceof MembershipEffect.CustodyKept kept) {
            answer(kept.token(), kept);
        } else if (effect instanceof MembershipEffect.CustodyRefused refused) {
            answer(refused.token(), refused);
        } else if (effect instanceof MembershipEffect.GrantGiven given) {
            answer(given.token(), given);
        } else if (effect instanceof MembershipEffect.GrantTaken taken) {
            answer(taken.token(), taken);
        } else if (effect instanceof MembershipEffect.Refused refused) {
            answer(refused.token(), refused);
        } else if (effect instanceof MembershipEffect.Notice notice) {
            world.trace().say(() -> node + " notes " + notice.code() + " " + notice.text());
        } else {
            throw new AssertionError(effect);
        }
    }

    private void answer(long token, MembershipEffect effect) {
        Optional.ofNullable(waiting.remove(token)).ifPresent(waits -> waits.accept(effect));
    }

    private void save(MembershipEffect.Save save) {
        if (node.diskState().isFull() || node.diskState().failsNext()) {
            later(RETRY_NANOS, () -> save(save));
            return;
        }
        node.files().save(save.image());
        saving = false;
        work();
    }

    private void publish(MembershipEffect.Published published) {
        RingState before = ownership.state();
        RingState state = published.state();
        ownership = ownership.learning(state, published.progress());
        if (!before.equals(state)) {
            world.trace()
                    .say(() -> node + " is at ring epoch " + state.epoch() + " " + state.phase() + " of "
                            + state.members().keySet() + " dead " + state.dead());
        }
        Ownership next = ownership;
        later(0, () -> {
            process.ringChanged(next);
            tell(new MembershipEvent.Applied(state));
        });
    }

    private void wakeAt(long nanos) {
        long number = ++wakeNumber;
        later(Math.max(0, nanos - world.timeline().now()), () -> {
            if (number == wakeNumber) {
                tell(new MembershipEvent.TimePassed(random.nextLong()));
            }
        });
    }

    private void later(long nanos, Runnable work) {
        world.timeline().after(nanos, () -> node.run(process, work));
    }
}
