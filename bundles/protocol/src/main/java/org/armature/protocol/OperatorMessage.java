package org.armature.protocol;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.armature.model.Bytes;
import org.armature.model.NodeId;
import org.armature.ring.Member;
import org.armature.ring.Placement;

/**
 * What operators say to let a cluster grow and shrink, and to follow its long jobs: a change is planned, looked at, and
 * committed.
 */
public sealed interface OperatorMessage extends Message {

    // ---- plan and commit

    /**
     * What would these changes, all at once, move? Answered by {@link PlanReply}; nothing moves.
     *
     * @param changes at least one
     * @param force plan them even if copies are lost for good, because fewer hosts are left than N
     */
    record PlanAsked(List<PlannedChange> changes, boolean force) implements OperatorMessage {}

    /** Answered by {@link PlanReply}, as it was made. */
    record PlanShown(String id) implements OperatorMessage {}

    /** The plan shall be forgotten. Answered by {@link PlanForgotten}. */
    record PlanDropped(String id) implements OperatorMessage {}

    record PlanForgotten(String id) implements OperatorMessage {}

    /**
     * A plan, or why there can be none.
     *
     * @param id to commit it by; empty if it was refused
     * @param baseEpoch of the ring it was made on: a plan is void once another epoch was decided
     * @param nodes all members before or after, by name; none if it was refused
     * @param thin copies that are missing meanwhile, or from then on
     * @param warnings sentences
     * @param refusals sentences; empty if it can be committed
     */
    record PlanReply(
            String id,
            long baseEpoch,
            List<PlannedChange> changes,
            PlanFigures figures,
            List<NodePlan> nodes,
            List<ThinCopies> thin,
            List<String> warnings,
            List<String> refusals)
            implements OperatorMessage {
        public boolean isRefused() {
            return !refusals.isEmpty();
        }
    }

    /**
     * What a plan moves in all.
     *
     * @param n the largest N in use, or {@value Placement#USUAL_SPREAD} if that is more: copies are counted for tables of it
     * @param pieces parts of the ring whose owners change; partitions under strategies 2 and 3
     * @param copies of partitions that change hands; in strategy 1 a part of a partition counts as a part
     * @param leastCopies that any plan of these changes would have to move, as the planner knows it
     * @param moves single transfers of pieces, for all N in use
     * @param bytes they carry, as far as nodes have told what they hold
     * @param seconds they take at that pace, if no table is busy; of the node that has to send most
     * @param bytesPerSecond that a node may send
     * @param efficiencyBefore mean load for its weight by the highest, in millionths: 1,000,000 is even
     * @param efficiencyAfter likewise
     */
    record PlanFigures(
            int n,
            int pieces,
            double copies,
            double leastCopies,
            int moves,
            long bytes,
            long seconds,
            long bytesPerSecond,
            int efficiencyBefore,
            int efficiencyAfter) {
        public static final int EVEN = 1_000_000;

        /** Of a plan that was refused. */
        public static final PlanFigures NONE = new PlanFigures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /**
     * What a plan means for one node.
     *
     * @param weight afterwards, or before if it goes
     * @param tokensBefore 0 of one that comes
     * @param tokensAfter 0 of one that goes
     * @param copiesBefore of partitions, counted as in {@link PlanFigures}
     * @param copiesAfter likewise
     */
    record NodePlan(
            NodeId node,
            int weight,
            int tokensBefore,
            int tokensAfter,
            double copiesBefore,
            double copiesAfter,
            long bytesIn,
            long bytesOut) {}

    /**
     * Keys with fewer than N copies.
     *
     * @param n of their tables
     * @param pieces of the ring where they lie
     * @param keys about how many, as far as nodes have told what they hold
     * @param copies that there are, at the fewest
     * @param lasting whether that stays so after the change; else until their copies are made
     * @param why half a sentence
     */
    record ThinCopies(int n, int pieces, long keys, int copies, boolean lasting, String why) {}

    /**
     * The plan shall be carried out. Answered by {@link CommitReply}.
     *
     * @param unsafe even without a majority of the members that decide: the other part of the cluster, if it lives,
     *     may decide otherwise
     */
    record CommitAsked(String plan, boolean unsafe) implements OperatorMessage {}

    /** @param epoch of the ring that was decided */
    record CommitReply(long epoch, String text) implements OperatorMessage {}

    // ---- tasks

    /** Which long jobs are there? Answered by {@link TasksReply}. */
    record TasksAsked() implements OperatorMessage {}

    /**
     * Answered by {@link TasksReply} with the task, among others, as it is then.
     *
     * @param givenUp with {@link TaskAction#CANCEL}: nodes that are dead and that nobody shall wait for
     * @param force with {@link TaskAction#CANCEL}: even if all holders of some keys are given up
     * @param unsafe with {@link TaskAction#CANCEL}: even without a majority, as in {@link CommitAsked}
     */
    record TaskAsked(String id, TaskAction action, SortedSet<NodeId> givenUp, boolean force, boolean unsafe)
            implements OperatorMessage {
        public TaskAsked {
            givenUp = Collections.unmodifiableSortedSet(new TreeSet<>(givenUp));
        }

        public TaskAsked(String id, TaskAction action) {
            this(id, action, Collections.emptySortedSet(), false, false);
        }
    }

    enum TaskAction {
        PAUSE,
        RESUME,
        CANCEL
    }

    /** @param tasks those that have not ended first, then the last ones that have */
    record TasksReply(List<Task> tasks) implements OperatorMessage {}

    enum TaskState {
        RUNNING,
        /** It would go on, but for its cause. */
        WAITING,
        PAUSED,
        DONE,
        CANCELLED,
        FAILED;

        public boolean hasEnded() {
            return this == DONE || this == CANCELLED || this == FAILED;
        }
    }

    /**
     * A job that takes long.
     *
     * @param kind one word, such as {@code transfer}
     * @param what it does, as half a sentence
     * @param permille of it that is done
     * @param items what it counts, such as copies of partitions
     * @param bytesPerSecond of late; 0 if nothing goes
     * @param secondsLeft estimated; empty if that can't be told
     * @param cause why it waits, was paused, was cancelled or failed; empty if it runs or is done
     */
    record Task(
            String id,
            String kind,
            String what,
            TaskState state,
            int permille,
            Amount items,
            Amount bytes,
            long bytesPerSecond,
            Optional<Long> secondsLeft,
            String cause) {}

    /** @param total 0 if it is not known */
    record Amount(long done, long total) {}

    // ---- a machine that may become a member

    /**
     * A machine that will call itself so may become a candidate. Answered by {@link GrantReply}.
     *
     * @param validMillis for how long, from 1
     */
    record GrantAsked(NodeId node, long validMillis) implements OperatorMessage {}

    /** @param token to be read by {@link GrantToken#parse}: a secret, good for one machine */
    record GrantReply(String token) implements OperatorMessage {
        /** Without the secret. */
        @Override
        public String toString() {
            return "GrantReply[]";
        }
    }

    /**
     * A machine with a grant asks for what it needs to start. Goes to a member's listener for peers. Asked again with
     * the same nonce it is answered again. Answered by {@link JoinReply}.
     *
     * @param grant the number of the grant, see {@link GrantToken#grant()}
     * @param salt of the grant, see {@link GrantToken#salt()}
     * @param member as it will present itself
     * @param nonce {@value JoinSeal#NONCE_BYTES} bytes, drawn for this request
     * @param proof that it has the grant's secret, see {@link JoinSeal#proof}
     */
    record JoinAsked(String grant, Bytes salt, Member member, Bytes nonce, Bytes proof) implements OperatorMessage {}

    /**
     * @param clusterFile the text of {@code cluster.conf}
     * @param iv as {@link JoinSeal} used it
     * @param sealedKeys the text of {@code cluster.key}, sealed by {@link JoinSeal}
     */
    record JoinReply(String clusterFile, Bytes iv, Bytes sealedKeys) implements OperatorMessage {}
}
