package org.armature.simulator.gossip;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.armature.membership.ChangeOutcome;
import org.armature.membership.LocalReport;
import org.armature.membership.Membership;
import org.armature.membership.MembershipEffect;
import org.armature.membership.MembershipEvent;
import org.armature.membership.MembershipSettings;
import org.armature.membership.MembershipView;
import org.armature.membership.RingChange;
import org.armature.model.NodeId;
import org.armature.protocol.MemberInfo;
import org.armature.protocol.Message;
import org.armature.protocol.SavedMembership;
import org.armature.ring.RingState;

/** One node: its membership, driven as a server's loop drives it, with a disk that keeps what it is given. */
final class Villager {
    private static final LocalReport TABLES_OF_THREE =
            new LocalReport(new TreeSet<>(List.of(3)), 0, 0, 1_000_000, 1L << 30, 0, new TreeMap<>());

    private final Village village;
    private final int number;
    private final NodeId id;
    private final Membership machine;
    private RingState state;
    private long wakeNumber;
    private long wakeAt = Long.MAX_VALUE;
    private long token;
    private Optional<Message> answer = Optional.empty();
    private Optional<ChangeOutcome> outcome = Optional.empty();

    Villager(Village village, int number, MembershipSettings settings, SavedMembership saved) {
        this.village = village;
        this.number = number;
        this.id = settings.identity().node();
        this.state = saved.state();
        this.machine = new Membership(settings, Optional.of(saved), saved.state(), (forward, progress, n) -> 1);
    }

    void start() {
        tell(new MembershipEvent.TimePassed(village.random.nextLong()));
        tell(new MembershipEvent.Reported(TABLES_OF_THREE));
    }

    RingState state() {
        return state;
    }

    Optional<ChangeOutcome> outcome() {
        return outcome;
    }

    void ask(RingChange change) {
        tell(new MembershipEvent.ChangeAsked(++token, change));
    }

    /** Equal where the same is known of the same nodes. */
    long knowledge() {
        MembershipView view = machine.view();
        long sum = view.stamp().hashCode();
        for (MemberInfo info : view.infos().values()) {
            sum = sum * 31 + info.start() * 17 + info.version();
        }
        return sum;
    }

    private void tell(MembershipEvent event) {
        for (MembershipEffect effect : machine.on(event, village.timeline.now(), village.wallMillis())) {
            carryOut(effect);
        }
    }

    private void carryOut(MembershipEffect effect) {
        if (effect instanceof MembershipEffect.Send send) {
            send(send);
        } else if (effect instanceof MembershipEffect.Answer answered) {
            answer = Optional.of(answered.message());
        } else if (effect instanceof MembershipEffect.WakeAt wake) {
            wakeAt(wake.monoNanos());
        } else if (effect instanceof MembershipEffect.Published published) {
            state = published.state();
            village.timeline.after(0, () -> tell(new MembershipEvent.Applied(published.state())));
        } else if (effect instanceof MembershipEffect.Connect connect) {
            village.timeline.after(
                    0, () -> connect.peers().keySet().forEach(peer -> tell(new MembershipEvent.PeerUp(peer))));
        } else if (effect instanceof MembershipEffect.ChangeEnded ended) {
            outcome = Optional.of(ended.outcome());
        }
    }

    private void wakeAt(long nanos) {
        if (nanos == wakeAt) {
            return;
        }
        wakeAt = nanos;
        long wish = ++wakeNumber;
        village.timeline.at(Math.max(nanos, village.timeline.now()), () -> {
            if (wish == wakeNumber) {
                wakeAt = Long.MAX_VALUE;
                tell(new MembershipEvent.TimePassed(village.random.nextLong()));
            }
        });
    }

    private void send(MembershipEffect.Send send) {
        NodeId to = send.to();
        village.carry(number, send.message(), () -> village.villager(to)
                .asked(id, send, reply -> tell(new MembershipEvent.Answered(to, send.call(), reply))));
        village.notice(() -> tell(new MembershipEvent.Unanswered(to, send.call())));
    }

    private void asked(NodeId from, MembershipEffect.Send request, Consumer<Message> reply) {
        tell(new MembershipEvent.Asked(++token, from, request.message()));
        Message said = answer.orElseThrow();
        village.carry(number, said, () -> reply.accept(said));
    }
}
