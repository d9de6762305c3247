package org.armature.replication;

import java.util.Optional;
import org.armature.model.TableName;
import org.armature.model.TimeToLive;
import org.armature.storage.Durability;

/**
 * What a coordinator needs to know of a table.
 *
 * @param durability what an acknowledged copy survives
 * @param durableReplica what the copy of one replica of each write is to survive beyond that (Dynamo §6.1)
 * @param ttl how long a value lives whose writer does not say; empty for until it is replaced
 */
public record TableSpec(
        TableName name,
        Quorums quorums,
        Durability durability,
        Optional<Durability> durableReplica,
        Limits limits,
        Reconciliation reconciliation,
        Optional<TimeToLive> ttl) {
    public TableSpec {
        if (durableReplica.isPresent() && durableReplica.get().compareTo(durability) <= 0) {
            throw new IllegalArgumentException("one replica with durability " + durableReplica.get()
                    + " is none beside all with durability " + durability);
        }
    }

    /** All replicas' copies are as durable, and what is written lives until it is replaced. */
    public TableSpec(
            TableName name, Quorums quorums, Durability durability, Limits limits, Reconciliation reconciliation) {
        this(name, quorums, durability, Optional.empty(), limits, reconciliation, Optional.empty());
    }

    /**
     * How many replicas a key has and how many must answer (Dynamo §4.5, §4.6).
     *
     * @param n replicas of each key, 1 to 16
     * @param r replicas that must answer a read, 1 to n
     * @param w replicas that must have stored a write, 1 to n
     * @param pr owners among those that answer a read, 0 to n
     * @param pw owners among those that have stored a write, 0 to n
     * @param distinctHosts machines that must have stored a write, 0 to n
     * @param strict whether only owners count, and no node that stands in for one
     */
    public record Quorums(int n, int r, int w, int pr, int pw, int distinctHosts, boolean strict) {
        public Quorums {
            if (n < 1 || n > 16 || r < 1 || r > n || w < 1 || w > n) {
                throw new IllegalArgumentException(
                        "1 <= r, w <= n <= 16 does not hold: n=" + n + " r=" + r + " w=" + w);
            }
            if (pr < 0 || pr > n || pw < 0 || pw > n || distinctHosts < 0 || distinctHosts > n) {
                throw new IllegalArgumentException("0 <= pr, pw, distinctHosts <= n does not hold: n=" + n + " pr=" + pr
                        + " pw=" + pw + " distinctHosts=" + distinctHosts);
            }
        }

        /** A sloppy quorum without further wishes, as in the paper. */
        public static Quorums of(int n, int r, int w) {
            return new Quorums(n, r, w, 0, 0, 0, false);
        }
    }

    /**
     * @param maxKeyBytes longest key, 1 to 1,024
     * @param maxValueBytes longest value, from 1
     * @param maxSiblings most versions a key may have beside each other; a put that would add one more is refused.
     *     Without meaning where the last write wins
     */
    public record Limits(int maxKeyBytes, int maxValueBytes, int maxSiblings) {
        public Limits {
            if (maxKeyBytes < 1 || maxValueBytes < 1 || maxSiblings < 1) {
                throw new IllegalArgumentException("limits must be 1 or more: keys of " + maxKeyBytes
                        + " bytes, values of " + maxValueBytes + " bytes, " + maxSiblings + " siblings");
            }
        }
    }

    /** The same, whose values live so long if their writers do not say. */
    public TableSpec withTtl(Optional<TimeToLive> other) {
        return new TableSpec(name, quorums, durability, durableReplica, limits, reconciliation, other);
    }

    public int n() {
        return quorums.n();
    }

    public boolean lastWriteWins() {
        return reconciliation.lastWriteWins();
    }
}
