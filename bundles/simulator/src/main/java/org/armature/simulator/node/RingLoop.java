package org.armature.simulator.node;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.armature.membership.CallNumbers;
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
    private static final long RETRY_NANOS = 500_000_000L;

    private final NodeProcess process;
    private final SimulatedNode node;
    private final Surroundings world;
    private final SplittableRandom random;
    private final Membership membership;
    private final Queue<MembershipEvent> events = new ArrayDeque<>();
    private final Queue<MembershipEffect> effects = new ArrayDeque<>();
    private final Map<Long, Consumer<MembershipEffect.Reply>> waiting = new LinkedHashMap<>();
    private Ownership ownership;
    /** Until the membership's next event. */
    private Optional<MembershipView> view = Optional.empty();

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
        this.ownership = view().ownership();
    }

    void start() {
        tell(new MembershipEvent.TimePassed(random.nextLong()));
    }

    MembershipView view() {
        if (view.isEmpty()) {
            view = Optional.of(membership.view());
        }
        return view.get();
    }

    Ownership ownership() {
        return ownership;
    }

    // ---- questions

    /** @param question made with the token that its answer carries */
    void ask(LongFunction<MembershipEvent> question, Consumer<MembershipEffect.Reply> answered) {
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
                token -> switch (wanted.custody()) {
                    case FENCED -> MembershipEvent.CustodyAsked.fence(token, wanted.move());
                    case TAKEN -> MembershipEvent.CustodyAsked.hold(token, wanted.move());
                },
                reply -> shard.accept(
                        reply instanceof MembershipEffect.CustodyRefused refused
                                ? new Event.CustodyRefused(wanted.operation(), refused.why())
                                : new Event.CustodyKept(wanted.operation())));
    }

    void answered(NodeId peer, long correlation, Message answer) {
        tell(new MembershipEvent.Answered(peer, CallNumbers.call(correlation), answer));
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
        view = Optional.empty();
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
            if (!process.send(send.to(), CallNumbers.correlation(send.call()), send.message())) {
                events.add(new MembershipEvent.Unanswered(send.to(), send.call()));
            }
        } else if (effect instanceof MembershipEffect.Reply reply) {
            reply(reply);
        } else if (effect instanceof MembershipEffect.WakeAt wake) {
            wakeAt(wake.monoNanos() - 1);
        } else if (effect instanceof MembershipEffect.Published published) {
            publish(published);
        } else if (effect instanceof MembershipEffect.Connect connect) {
            process.connectTo(connect.peers().keySet());
        } else if (effect instanceof MembershipEffect.Notice notice) {
            world.trace().say(() -> node + " notes " + notice.code() + " " + notice.text());
        } else {
            throw new AssertionError(effect);
        }
    }

    private void reply(MembershipEffect.Reply reply) {
        if (reply instanceof MembershipEffect.ChangeEnded ended) {
            world.trace().say(() -> node + " ends a change: " + ended.outcome());
        }
        Optional.ofNullable(waiting.remove(reply.token())).ifPresent(waits -> waits.accept(reply));
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
