package org.armature.membership;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.armature.model.NodeId;
import org.armature.protocol.MembershipMessage;
import org.armature.protocol.Message;
import org.armature.protocol.SavedMembership;
import org.armature.ring.Member;
import org.armature.ring.Progress;
import org.armature.ring.RingState;

/** One node of a {@link TestCluster}: carries out what its membership wants, in order, unless it crashes between. */
final class TestNode {
    private static final long LOST_AFTER = 3_000;

    final Member member;
    private final TestCluster cluster;
    Optional<SavedMembership> saved = Optional.empty();
    RingState founding;
    LocalReport report = LocalReport.NOTHING;
    boolean applies = true;
    /** Whether it has nothing left as soon as it works by a ring that it leaves. */
    boolean drains = true;

    int protocol = 1;
    final List<MembershipEffect> told = new ArrayList<>();
    final List<ChangeOutcome> outcomes = new ArrayList<>();
    private Optional<Membership> machine = Optional.empty();
    private SortedMap<NodeId, String> peers = new TreeMap<>();
    private final SortedSet<NodeId> up = new TreeSet<>();
    private int process;
    private long wakes;
    private long tokens;

    TestNode(TestCluster cluster, Member member) {
        this.cluster = cluster;
        this.member = member;
        this.founding = cluster.founding;
    }

    NodeId id() {
        return member.node();
    }

    void start() {
        process++;
        MembershipSettings settings = new MembershipSettings(
                new Identity(member, cluster.random.nextLong(), protocol, protocol, "test"),
                Collections.emptySortedMap(),
                Duration.ofSeconds(1),
                10,
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30));
        machine = Optional.of(new Membership(
                settings,
                saved.map(TestCluster::copied),
                founding,
                (state, progress, n) -> cluster.movesLeft(progress, state, n)));
        tell(new MembershipEvent.TimePassed(cluster.random.nextLong()));
        tell(new MembershipEvent.Reported(report));
        cluster.reconnect();
    }

    void crash() {
        machine = Optional.empty();
        peers = new TreeMap<>();
        up.clear();
        cluster.reconnect();
    }

    boolean isRunning() {
        return machine.isPresent();
    }

    MembershipView view() {
        return machine.orElseThrow().view();
    }

    RingState state() {
        return view().state();
    }

    void report(LocalReport next) {
        report = next;
        tell(new MembershipEvent.Reported(next));
    }

    ChangeOutcome lastOutcome() {
        return outcomes.get(outcomes.size() - 1);
    }

    long ask(RingChange change) {
        tell(new MembershipEvent.ChangeAsked(++tokens, change));
        return tokens;
    }

    void reconnect() {
        for (NodeId peer : peers.keySet()) {
            boolean connected = cluster.isConnected(id(), peer);
            if (connected && up.add(peer)) {
                tell(new MembershipEvent.PeerUp(peer));
            } else if (!connected && up.remove(peer)) {
                tell(new MembershipEvent.PeerDown(peer));
            }
        }
    }

    void tell(MembershipEvent event) {
        if (machine.isEmpty()) {
            return;
        }
        List<MembershipEffect> effects = machine.get().on(event, cluster.nanos(), cluster.wall());
        int crashAt = cluster.chance(cluster.crashPermille) ? cluster.random.nextInt(effects.size() + 1) : -1;
        for (int i = 0; i < effects.size(); i++) {
            if (i == crashAt) {
                crash();
                cluster.after(500 + cluster.random.nextInt(5_000), () -> {
                    if (!isRunning()) {
                        start();
                    }
                });
                return;
            }
            carryOut(effects.get(i));
        }
    }

    private void carryOut(MembershipEffect effect) {
        told.add(effect);
        int current = process;
        if (effect instanceof MembershipEffect.Save save) {
            saved = Optional.of(TestCluster.copied(save.image()));
        } else if (effect instanceof MembershipEffect.Send send) {
            send(send);
        } else if (effect instanceof MembershipEffect.WakeAt wake) {
            long wish = ++wakes;
            long millis = Math.max(0, (wake.monoNanos() - cluster.nanos() + 999_999) / 1_000_000);
            cluster.after(millis, () -> {
                if (wish == wakes && current == process) {
                    tell(new MembershipEvent.TimePassed(cluster.random.nextLong()));
                }
            });
        } else if (effect instanceof MembershipEffect.Published published) {
            published(published.state(), published.progress());
        } else if (effect instanceof MembershipEffect.Connect connect) {
            peers = connect.peers();
            up.retainAll(peers.keySet());
            cluster.after(1, this::reconnect);
        } else if (effect instanceof MembershipEffect.ChangeEnded ended) {
            outcomes.add(ended.outcome());
        }
    }

    private void published(RingState state, Progress progress) {
        cluster.published(id(), state);
        int current = process;
        if (applies && progress.changeEpoch() == state.changeEpoch()) {
            cluster.after(1, () -> {
                if (current == process) {
                    tell(new MembershipEvent.Applied(state));
                    drain(state);
                }
            });
        }
    }

    private void drain(RingState state) {
        if (drains) {
            report(new LocalReport(
                    report.replicationFactors(),
                    report.hints(),
                    report.transfers(),
                    report.keys(),
                    report.bytes(),
                    report.sent(),
                    report.instances(),
                    state.epoch()));
        }
    }

    private void send(MembershipEffect.Send send) {
        NodeId to = send.to();
        int current = process;
        if (!cluster.isConnected(id(), to)) {
            cluster.after(1, () -> tellIf(current, new MembershipEvent.Unanswered(to, send.call())));
            return;
        }
        cluster.after(LOST_AFTER, () -> tellIf(current, new MembershipEvent.Unanswered(to, send.call())));
        cluster.transmit(send.message(), request -> {
            TestNode target = cluster.nodes.get(to);
            if (cluster.isConnected(id(), to)) {
                target.asked(
                        id(),
                        (MembershipMessage) request,
                        answer -> cluster.transmit(answer, reply -> {
                            if (cluster.isConnected(to, id())) {
                                tellIf(current, new MembershipEvent.Answered(to, send.call(), reply));
                            }
                        }));
            }
        });
    }

    private void tellIf(int whichProcess, MembershipEvent event) {
        if (whichProcess == process) {
            tell(event);
        }
    }

    private void asked(NodeId from, MembershipMessage request, Consumer<Message> reply) {
        int before = told.size();
        long token = ++tokens;
        tell(new MembershipEvent.Asked(token, from, request));
        for (MembershipEffect effect : List.copyOf(told.subList(before, told.size()))) {
            if (effect instanceof MembershipEffect.Answer answer && answer.token() == token) {
                reply.accept(answer.message());
            }
        }
    }

    <T extends MembershipEffect> List<T> told(Class<T> kind) {
        return told.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
