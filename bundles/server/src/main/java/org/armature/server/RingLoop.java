package org.armature.server;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.armature.membership.CallNumbers;
import org.armature.membership.Membership;
import org.armature.membership.MembershipEffect;
import org.armature.membership.MembershipEvent;
import org.armature.membership.MembershipView;
import org.armature.model.NodeId;
import org.armature.node.Effect;
import org.armature.node.Event;
import org.armature.protocol.MembershipMessage;
import org.armature.protocol.Message;
import org.armature.ring.Ownership;
import org.armature.ring.RingState;
import org.armature.transport.PeerLinks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives the node's membership: gossip, votes, and what it promises about places. It has a thread of its own, since what
 * it decides is forced to disk before anybody hears of it.
 */
final class RingLoop extends TimedLoop<MembershipEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(RingLoop.class);
    private final Membership membership;
    private final MembershipFile file;
    private final ShardRouter router;
    private final LongSupplier draw;
    private final AtomicLong tokens = new AtomicLong();
    private final Map<Long, Consumer<MembershipEffect.Reply>> waiting = new ConcurrentHashMap<>();
    private volatile MembershipView view;
    private volatile Ownership ownership;
    private volatile Consumer<Map<NodeId, String>> connecting = peers -> {};

    /** @param draw random numbers */
    RingLoop(
            Membership membership,
            MembershipFile file,
            PeerLinks links,
            ShardRouter router,
            LongSupplier draw,
            Broken broken) {
        super("armature-ring", links, broken);
        this.membership = membership;
        this.file = file;
        this.router = router;
        this.draw = draw;
        this.view = membership.view();
        this.ownership = view.ownership();
    }

    /** @param told of the nodes to keep connections to, with their addresses */
    void connectBy(Consumer<Map<NodeId, String>> told) {
        connecting = told;
    }

    @Override
    void start() {
        tell(timePassed());
        super.start();
    }

    /** Thread-safe. */
    MembershipView view() {
        return view;
    }

    /** Thread-safe. */
    Ownership ownership() {
        return ownership;
    }

    // ---- questions; safe from any thread

    void asked(Outgoing.Origin origin, NodeId from, MembershipMessage message) {
        tell(new MembershipEvent.Asked(
                token(effect -> {
                    Message answer = ((MembershipEffect.Answer) effect).message();
                    if (origin.connection().send(origin.correlation(), answer)) {
                        origin.connection().flush();
                    }
                }),
                from,
                message));
    }

    /** What a shard promises about a place. */
    void keep(Effect.KeepCustody wanted, Consumer<Event> shard) {
        long token = token(reply -> shard.accept(
                reply instanceof MembershipEffect.CustodyRefused refused
                        ? new Event.CustodyRefused(wanted.operation(), refused.why())
                        : new Event.CustodyKept(wanted.operation())));
        tell(
                switch (wanted.custody()) {
                    case FENCED -> MembershipEvent.CustodyAsked.fence(token, wanted.move());
                    case TAKEN -> MembershipEvent.CustodyAsked.hold(token, wanted.move());
                });
    }

    /** From that of a peer, as a shard has been told by it. */
    void differs(NodeId peer) {
        tell(new MembershipEvent.RingsDiffer(peer));
    }

    /**
     * @param changeEpoch of the transition that is to wait, or to go on
     * @param kept run once that is on disk
     */
    void pause(long changeEpoch, boolean pauses, Runnable kept) {
        tell(new MembershipEvent.PauseAsked(token(reply -> kept.run()), changeEpoch, pauses));
    }

    /** @param question made with the token that its answer carries */
    CompletableFuture<MembershipEffect.Reply> ask(TokenEvent question) {
        CompletableFuture<MembershipEffect.Reply> answer = new CompletableFuture<>();
        tell(question.with(token(answer::complete)));
        return answer;
    }

    interface TokenEvent {
        MembershipEvent with(long token);
    }

    private long token(Consumer<MembershipEffect.Reply> answered) {
        long token = tokens.incrementAndGet();
        waiting.put(token, answered);
        return token;
    }

    // ---- calls

    void answered(NodeId peer, long correlation, Message answer) {
        tell(new MembershipEvent.Answered(peer, CallNumbers.call(correlation), answer));
    }

    // ---- the loop

    @Override
    MembershipEvent timePassed() {
        return new MembershipEvent.TimePassed(draw.getAsLong());
    }

    @Override
    void step(MembershipEvent event) {
        Queue<MembershipEvent> events = new ArrayDeque<>(List.of(event));
        for (MembershipEvent next = events.poll(); next != null; next = events.poll()) {
            List<MembershipEffect> effects = membership.on(next, System.nanoTime(), System.currentTimeMillis());
            boolean wasPaused = view.paused();
            view = membership.view();
            effects.forEach(effect -> carryOut(effect, events));
            if (view.paused() != wasPaused) {
                router.pauseTransfers(view.paused());
            }
        }
    }

    private void carryOut(MembershipEffect effect, Queue<MembershipEvent> events) {
        if (effect instanceof MembershipEffect.Save save) {
            file.write(save.image());
        } else if (effect instanceof MembershipEffect.Send send) {
            if (!send(send.to(), CallNumbers.correlation(send.call()), send.message())) {
                events.add(new MembershipEvent.Unanswered(send.to(), send.call()));
            }
        } else if (effect instanceof MembershipEffect.Reply reply) {
            Optional.ofNullable(waiting.remove(reply.token())).ifPresent(waits -> waits.accept(reply));
        } else if (effect instanceof MembershipEffect.WakeAt wake) {
            wakeAt(wake.monoNanos());
        } else if (effect instanceof MembershipEffect.Published published) {
            publish(published);
        } else if (effect instanceof MembershipEffect.Connect connect) {
            connecting.accept(connect.peers());
        } else if (effect instanceof MembershipEffect.Notice notice) {
            LOG.warn("{} {}", notice.code(), notice.text());
        } else {
            throw new AssertionError(effect);
        }
    }

    private void publish(MembershipEffect.Published published) {
        RingState before = ownership.state();
        RingState state = published.state();
        Ownership next = ownership.learning(state, published.progress());
        if (!before.equals(state)) {
            LOG.info(
                    "ring epoch={} phase={} members={} dead={}",
                    state.epoch(),
                    state.phase(),
                    state.members().keySet(),
                    state.dead());
        }
        ownership = next;
        router.ringChanged(next, () -> tell(new MembershipEvent.Applied(state)));
    }
}
