package org.armature.server;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.armature.membership.Custody;
import org.armature.membership.Membership;
import org.armature.membership.MembershipEffect;
import org.armature.membership.MembershipEvent;
import org.armature.membership.MembershipView;
import org.armature.model.NodeId;
import org.armature.node.Effect;
import org.armature.node.Event;
import org.armature.protocol.MembershipMessage;
import org.armature.protocol.Message;
import org.armature.protocol.TransferMessage.MoveName;
import org.armature.ring.Ownership;
import org.armature.ring.RingState;
import org.armature.transport.PeerLinks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives the node's membership: gossip, votes, and what it promises about places. It has a thread of its own, since what
 * it decides is forced to disk before anybody hears of it.
 */
final class RingLoop extends Loop<MembershipEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(RingLoop.class);
    /** Below every correlation number of pings and of shards. */
    private static final long CALLS = Long.MIN_VALUE;

    /** For what is said to a peer without waiting for an answer. */
    static final long UNAWAITED = CALLS;

    private static final long LAST_CALL = CALLS / 2;

    private final Membership membership;
    private final MembershipFile file;
    private final PeerLinks links;
    private final ShardRouter router;
    private final LongSupplier draw;
    private final AtomicLong tokens = new AtomicLong();
    private final Map<Long, Consumer<MembershipEffect>> waiting = new ConcurrentHashMap<>();
    private final Map<Long, NodeId> calls = new TreeMap<>();
    private volatile MembershipView view;
    private volatile Ownership ownership;
    private volatile Consumer<Map<NodeId, String>> connecting = peers -> {};
    private boolean mustWake;
    private long wakeAtNanos;
    private boolean unflushed;

    /**
     * @param ownership what the membership knows at its start
     * @param draw random numbers
     */
    RingLoop(
            Membership membership,
            Ownership ownership,
            MembershipFile file,
            PeerLinks links,
            ShardRouter router,
            LongSupplier draw,
            Broken broken) {
        super("armature-ring", broken);
        this.membership = membership;
        this.ownership = ownership;
        this.file = file;
        this.links = links;
        this.router = router;
        this.draw = draw;
        this.view = membership.view();
    }

    /** @param told of the nodes to keep connections to, with their addresses */
    void connectBy(Consumer<Map<NodeId, String>> told) {
        connecting = told;
    }

    @Override
    void start() {
        tell(new MembershipEvent.TimePassed(draw.getAsLong()));
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
        MoveName move = wanted.move();
        tell(new MembershipEvent.CustodyAsked(
                token(effect -> shard.accept(
                        effect instanceof MembershipEffect.CustodyRefused refused
                                ? new Event.CustodyRefused(wanted.operation(), refused.why())
                                : new Event.CustodyKept(wanted.operation()))),
                move.changeEpoch(),
                move.n(),
                move.number(),
                custody(wanted)));
    }

    private static Custody custody(Effect.KeepCustody wanted) {
        return switch (wanted.custody()) {
            case FENCED -> Custody.FENCE;
            case TAKEN -> wanted.move().back() ? Custody.RETURNED : Custody.ACCEPT;
        };
    }

    /** @param question made with the token that its answer carries */
    CompletableFuture<MembershipEffect> ask(TokenEvent question) {
        CompletableFuture<MembershipEffect> answer = new CompletableFuture<>();
        tell(question.with(token(answer::complete)));
        return answer;
    }

    interface TokenEvent {
        MembershipEvent with(long token);
    }

    private long token(Consumer<MembershipEffect> answered) {
        long token = tokens.incrementAndGet();
        waiting.put(token, answered);
        return token;
    }

    // ---- calls

    /** Whether an answer with this correlation number is one to a call of this loop. */
    static boolean isCall(long correlation) {
        return correlation < LAST_CALL;
    }

    void answered(NodeId peer, long correlation, Message answer) {
        tell(new MembershipEvent.Answered(peer, correlation - CALLS, answer));
    }

    // ---- the loop

    @Override
    void handle(Queue<MembershipEvent> batch) {
        for (MembershipEvent event = batch.poll(); event != null; event = batch.poll()) {
            step(event);
        }
        flush();
    }

    @Override
    long idle() {
        if (mustWake && System.nanoTime() - wakeAtNanos >= 0) {
            mustWake = false;
            step(new MembershipEvent.TimePassed(draw.getAsLong()));
            flush();
        }
        return mustWake ? Math.max(1, wakeAtNanos - System.nanoTime()) : Long.MAX_VALUE;
    }

    private void flush() {
        if (unflushed) {
            unflushed = false;
            links.flush();
        }
    }

    private void step(MembershipEvent event) {
        Queue<MembershipEvent> events = new ArrayDeque<>(List.of(event));
        for (MembershipEvent next = events.poll(); next != null; next = events.poll()) {
            if (next instanceof MembershipEvent.Answered answered && calls.remove(answered.call()) == null) {
                continue;
            }
            if (next instanceof MembershipEvent.PeerDown down) {
                lose(down.peer(), events);
            }
            List<MembershipEffect> effects = membership.on(next, System.nanoTime(), System.currentTimeMillis());
            view = membership.view();
            effects.forEach(effect -> carryOut(effect, events));
        }
    }

    private void lose(NodeId peer, Queue<MembershipEvent> events) {
        calls.entrySet().removeIf(call -> {
            boolean lost = call.getValue().equals(peer);
            if (lost) {
                events.add(new MembershipEvent.Unanswered(peer, call.getKey()));
            }
            return lost;
        });
    }

    private void carryOut(MembershipEffect effect, Queue<MembershipEvent> events) {
        if (effect instanceof MembershipEffect.Save save) {
            file.write(save.image());
        } else if (effect instanceof MembershipEffect.Send send) {
            if (links.send(send.to(), CALLS + send.call(), send.message())) {
                calls.put(send.call(), send.to());
                unflushed = true;
            } else {
                events.add(new MembershipEvent.Unanswered(send.to(), send.call()));
            }
        } else if (effect instanceof MembershipEffect.Answer answer) {
            answer(answer.token(), answer);
        } else if (effect instanceof MembershipEffect.WakeAt wake) {
            mustWake = true;
            wakeAtNanos = wake.monoNanos();
        } else if (effect instanceof MembershipEffect.Published published) {
            publish(published);
        } else if (effect instanceof MembershipEffect.Connect connect) {
            connecting.accept(connect.peers());
        } else if (effect instanceof MembershipEffect.ChangeEnded ended) {
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
            LOG.warn("{} {}", notice.code(), notice.text());
        } else {
            throw new AssertionError(effect);
        }
    }

    private void answer(long token, MembershipEffect effect) {
        Optional.ofNullable(waiting.remove(token)).ifPresent(waits -> waits.accept(effect));
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
