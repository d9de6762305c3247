package org.armature.server;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.armature.membership.MembershipEffect;
import org.armature.membership.MembershipEvent;
import org.armature.membership.MembershipView;
import org.armature.membership.RingChange;
import org.armature.membership.plan.Held;
import org.armature.membership.plan.Plan;
import org.armature.membership.plan.PlanBook;
import org.armature.membership.plan.Planner;
import org.armature.membership.plan.Situation;
import org.armature.membership.plan.Surrender;
import org.armature.membership.plan.Testimony;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.Grant;
import org.armature.protocol.GrantToken;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Failure;
import org.armature.protocol.Message.Outcome;
import org.armature.protocol.OperatorMessage;
import org.armature.protocol.PlannedChange;
import org.armature.replication.TableSpec;
import org.armature.ring.Member;
import org.armature.ring.RingState;
import org.armature.storage.StorageException;
import org.armature.storage.StoreStats;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plans changes of the ring, commits them, and lets machines join. Owned by the thread that answers operators. */
final class RingAdministration {
    /** Longer than members are asked for their votes. */
    private static final Duration DECISION = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(RingAdministration.class);

    private final NodePlan.Cluster cluster;
    private final RingLoop ring;
    private final SortedMap<TableName, TableSpec> tables;
    private final EngineBindings bindings;
    private final PeerStates peers;
    private final RingAnswers answers;
    private final Witnesses witnesses;
    private final RingTasks tasks;
    private final Supplier<Optional<String>> obstacle;
    private final long bytesPerSecond;
    private final SecureRandom random = new SecureRandom();
    private final PlanBook plans = new PlanBook();

    /**
     * @param obstacle what keeps the ring from being changed now, if anything does
     * @param bytesPerSecond that a node sends at most in transfers
     */
    RingAdministration(
            NodePlan.Cluster cluster,
            RingLoop ring,
            SortedMap<TableName, TableSpec> tables,
            EngineBindings bindings,
            PeerStates peers,
            RingAnswers answers,
            Witnesses witnesses,
            RingTasks tasks,
            Supplier<Optional<String>> obstacle,
            long bytesPerSecond) {
        this.cluster = cluster;
        this.ring = ring;
        this.tables = tables;
        this.bindings = bindings;
        this.peers = peers;
        this.answers = answers;
        this.witnesses = witnesses;
        this.tasks = tasks;
        this.obstacle = obstacle;
        this.bytesPerSecond = bytesPerSecond;
    }

    Message answer(OperatorMessage question) {
        if (question instanceof OperatorMessage.PlanAsked asked) {
            return plan(asked);
        }
        if (question instanceof OperatorMessage.PlanShown shown) {
            return plans.find(shown.id()).<Message>map(Plan::reply).orElseGet(() -> plans.unknown(shown.id()));
        }
        if (question instanceof OperatorMessage.PlanDropped dropped) {
            return plans.drop(dropped.id())
                    ? new OperatorMessage.PlanForgotten(dropped.id())
                    : plans.unknown(dropped.id());
        }
        if (question instanceof OperatorMessage.CommitAsked asked) {
            return commit(asked);
        }
        if (question instanceof OperatorMessage.GrantAsked asked) {
            return grant(asked);
        }
        if (question instanceof OperatorMessage.TasksAsked) {
            return new OperatorMessage.TasksReply(tasks.allAndWhatOthersSay());
        }
        if (question instanceof OperatorMessage.TaskAsked asked) {
            return task(asked);
        }
        return new Failure(
                ErrorCode.NOT_ALLOWED_HERE,
                Outcome.REJECTED,
                question.getClass().getSimpleName() + " is not answered on this listener");
    }

    // ---- plans

    private Message plan(OperatorMessage.PlanAsked asked) {
        Plan plan = Planner.plan(situation(asked.changes()), asked.changes(), asked.force());
        if (plan.next().isPresent()) {
            plans.add(plan);
        }
        return plan.reply();
    }

    private Situation situation(List<PlannedChange> changes) {
        MembershipView view = ring.view();
        SortedSet<NodeId> down = new TreeSet<>();
        for (NodeId node : everybody(view)) {
            if (!node.equals(view.self()) && !peers.isUp(node)) {
                down.add(node);
            }
        }
        SortedMap<NodeId, Held> held = new TreeMap<>();
        view.infos().forEach((node, info) -> {
            if (info.version() > 0) { // else it is remembered, and has not been heard yet
                held.put(node, new Held(info.load().keys(), info.load().bytes()));
            }
        });
        SortedMap<Integer, Held> heldByN = new TreeMap<>();
        tables.values().forEach(table -> heldByN.merge(table.n(), heldIn(table), Held::plus));
        view.infos().values().forEach(info -> info.replicationFactors()
                .forEach(n -> heldByN.putIfAbsent(n, Held.NOTHING)));
        return new Situation(
                view.state(), view.candidates(), down, witnessed(changes, down, view), held, heldByN, bytesPerSecond);
    }

    /** Of those down that the changes name. */
    private Testimony witnessed(List<PlannedChange> changes, SortedSet<NodeId> down, MembershipView view) {
        SortedSet<NodeId> suspects = new TreeSet<>();
        changes.forEach(change -> suspects.add(change.node()));
        suspects.retainAll(down);
        return witnesses.of(suspects, othersIn(view));
    }

    private static SortedSet<NodeId> othersIn(MembershipView view) {
        SortedSet<NodeId> others = new TreeSet<>(view.state().concerned());
        others.remove(view.self());
        return others;
    }

    private static SortedSet<NodeId> everybody(MembershipView view) {
        SortedSet<NodeId> all = new TreeSet<>(view.candidates().keySet());
        all.addAll(view.state().members().keySet());
        return all;
    }

    /** Of a table that is not served nothing is known. */
    private Held heldIn(TableSpec table) {
        try {
            StoreStats stats = bindings.table(table.name()).stats();
            return new Held(stats.entries(), stats.bytes());
        } catch (EngineMissing e) {
            return Held.NOTHING;
        } catch (StorageException e) {
            LOG.warn("a plan counts nothing of a table whose storage does not tell table={}", table.name(), e);
            return Held.NOTHING;
        }
    }

    private Message commit(OperatorMessage.CommitAsked asked) {
        RingState now = ring.view().state();
        if (plans.isUnderWay(asked.plan(), now)) {
            return ChangeAnswer.underWay("plan " + asked.plan(), now);
        }
        var refusal = plans.refusal(asked.plan(), now);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<String> differing = obstacle.get();
        if (differing.isPresent()) {
            return new Failure(
                    ErrorCode.CHANGE_REFUSED,
                    Outcome.REJECTED,
                    "plan " + asked.plan() + " was not committed: " + differing.get()
                            + ", and copies would move to different places. Have all nodes want the same first:"
                            + " `armature config diff --nodes`");
        }
        RingState next = plans.find(asked.plan()).orElseThrow().next().orElseThrow();
        return decided(
                new RingChange.Commit(now.epoch(), next.target().orElseThrow(), next.dead(), asked.unsafe()),
                "plan " + asked.plan());
    }

    /** Nobody is given up but who is named: a node that joins is the holder of what has moved to it. */
    private Message cancel(OperatorMessage.TaskAsked asked) {
        RingState now = ring.view().state();
        for (NodeId node : asked.givenUp()) {
            if (!now.members().containsKey(node) || node.equals(ring.view().self()) || peers.isUp(node)) {
                return notCancelled(
                        asked.id(),
                        node + " can't be given up, for it "
                                + (now.members().containsKey(node) ? "answers" : "is no member"));
            }
        }
        Testimony testimony = witnesses.of(asked.givenUp(), othersIn(ring.view()));
        if (!testimony.hearing().isEmpty()) {
            return notCancelled(
                    asked.id(),
                    "who answers can't be given up, and "
                            + testimony.heard(testimony.hearing().firstKey())
                            + ": mend what is between them, or stop it first");
        }
        List<String> losses = Surrender.losses(ring.ownership(), asked.givenUp(), answers.numbers(ring.ownership()));
        if (!asked.force() && !losses.isEmpty()) {
            return notCancelled(asked.id(), String.join("; ", losses) + "; say --force if that is meant");
        }
        return decided(
                new RingChange.Cancel(now.epoch(), asked.givenUp(), asked.unsafe()), "cancelling task " + asked.id());
    }

    private static Failure notCancelled(String task, String why) {
        return new Failure(ErrorCode.CHANGE_REFUSED, Outcome.REJECTED, "task " + task + " was not cancelled: " + why);
    }

    private Message decided(RingChange change, String what) {
        return ChangeAnswer.of(
                change, what, ring.ask(token -> new MembershipEvent.ChangeAsked(token, change)), DECISION);
    }

    // ---- tasks

    private Message task(OperatorMessage.TaskAsked asked) {
        Optional<NodeId> cleaner = CleanUps.nodeOf(asked.id());
        if (cleaner.isPresent()) {
            return tasks.orderCleanUp(cleaner.get(), asked)
                    .<Message>map(refusal -> refusal)
                    .orElseGet(() -> new OperatorMessage.TasksReply(tasks.allAndWhatOthersSay()));
        }
        if (!tasks.isUnderWay(asked.id())) {
            return tasks.refusal(asked.id());
        }
        switch (asked.action()) {
            case PAUSE, RESUME -> {
                CompletableFuture<Boolean> kept = new CompletableFuture<>();
                tasks.pauseHere(asked, () -> kept.complete(true));
                if (Patience.within(DECISION, kept).isEmpty()) {
                    return unknown(asked.action() + " of task " + asked.id(), "`armature tasks` shows how it stands");
                }
                return new OperatorMessage.TasksReply(tasks.allBut(tasks.pauseOthers(asked), asked.action()));
            }
            case CANCEL -> {
                Message answer = cancel(asked);
                if (!(answer instanceof OperatorMessage.CommitReply)) {
                    return answer;
                }
            }
        }
        return new OperatorMessage.TasksReply(tasks.all());
    }

    // ---- grants

    private Message grant(OperatorMessage.GrantAsked asked) {
        byte[] drawn = new byte[GrantToken.SALT_BYTES];
        random.nextBytes(drawn);
        Bytes salt = Bytes.wrap(drawn);
        Bytes secret = GrantToken.secret(cluster.keys().get(0), asked.node(), salt);
        Optional<MembershipEffect.Reply> answered = Patience.within(
                DECISION,
                ring.ask(token -> new MembershipEvent.GrantAsked(
                        token, asked.node(), asked.validMillis(), Grant.digestOf(secret))));
        if (answered.isEmpty()) {
            return unknown("the grant for " + asked.node(), "one that nobody has the token of does no harm: ask anew");
        }
        MembershipEffect answer = answered.get();
        if (answer instanceof MembershipEffect.Refused refused) {
            return new Failure(refused.code(), Outcome.REJECTED, refused.why());
        }
        Grant grant = ((MembershipEffect.GrantGiven) answer).grant();
        List<String> addresses = new ArrayList<>();
        for (Member member : ring.view().state().settled().members().values()) {
            if (addresses.size() < GrantToken.MAX_PEERS) {
                addresses.add(member.peerAddress());
            }
        }
        return new OperatorMessage.GrantReply(new GrantToken(
                        cluster.id(),
                        cluster.name(),
                        grant.id(),
                        asked.node(),
                        grant.expiresMillis(),
                        salt,
                        secret,
                        addresses)
                .encode());
    }

    private static Failure unknown(String what, String then) {
        return new Failure(
                ErrorCode.OUTCOME_UNKNOWN,
                Outcome.UNKNOWN,
                what + " was not done within " + DECISION.toSeconds() + " s and may yet be: " + then);
    }
}
