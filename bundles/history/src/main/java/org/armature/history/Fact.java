package org.armature.history;

import java.util.List;
import java.util.SortedMap;

/**
 * Something that is known of a run. Facts are noted in the order in which they happened; an attempt when its answer came.
 *
 * <p>Times are nanoseconds since any moment that is the same for the whole history. Nodes, values and dots are named by
 * texts; a vector maps actors to counters.
 */
public sealed interface Fact
        permits Attempt,
                Fact.Note,
                Fact.Table,
                Fact.DotSeen,
                Fact.ReplicaVector,
                Fact.Stored,
                Fact.NodeEvent,
                Fact.HintCreated,
                Fact.HintApplied,
                Fact.HintDeleted,
                Fact.Reaped,
                Fact.Settled,
                Fact.Copy,
                Fact.HintsLeft,
                Fact.Gauge,
                Fact.Fault {
    /** The end of what did not end. */
    long NEVER = Long.MAX_VALUE;

    /** When it happened. */
    long time();

    /** A sentence for people. */
    record Note(long time, String text) implements Fact {}

    /** What becomes of concurrent versions, and with it what a table promises. */
    enum Reconcile {
        /** All are kept until a writer that saw them replaces them. */
        SIBLINGS,
        /** The one with the highest timestamp wins; acknowledged writes may be lost. */
        LWW,
        /** Last write wins, and each key is a linearizable register: strict, confirmed, forced, no owner ever wiped. */
        REGISTER
    }

    /**
     * What a table promises; noted before the facts about it. A table that is not noted has siblings and no known N.
     *
     * @param name such as {@code shop/cart}
     * @param n owners of each key; 0 if not known
     * @param forced whether what was acknowledged survives a power cut
     * @param siblings the most siblings a key may ever show, 0 if there is no limit
     * @param actors the most entries a vector may have, 0 if there is no limit; each {@link NodeEvent} allows one more
     */
    record Table(long time, String name, int n, Reconcile reconcile, boolean forced, int siblings, int actors)
            implements Fact {}

    /** Somewhere, on a node or at a client, a dot was seen to mean a value. */
    record DotSeen(long time, String where, ObjectName object, String dot, String value) implements Fact {}

    /**
     * What a replica, as an owner, has seen of an object.
     *
     * @param durable whether that survives a power cut
     */
    record ReplicaVector(long time, String node, ObjectName object, SortedMap<String, Long> vector, boolean durable)
            implements Fact {}

    /**
     * A version is on a node.
     *
     * @param dot empty if not known
     * @param durable whether it is as durable as the table promises; else it goes with a power cut
     * @param hintFor the owner for whom the node keeps it; empty if it keeps it as an owner
     */
    record Stored(long time, String node, ObjectName object, String dot, String value, boolean durable, String hintFor)
            implements Fact {}

    /** Something befell a node. */
    record NodeEvent(long time, String node, What what) implements Fact {
        /** What befell it. */
        public enum What {
            /** Everything it stored is gone for ever. */
            WIPED,
            /** It stopped at once, and what was not durable is gone. */
            POWER_CUT,
            /** It stopped at once; what it had written is still there. */
            KILLED,
            /** It began to run. */
            STARTED
        }
    }

    /** A node keeps versions for an owner that is away, durably. */
    record HintCreated(long time, String holder, String owner, ObjectName object, List<String> values) implements Fact {
        public HintCreated {
            values = List.copyOf(values);
        }
    }

    /** A node has stored, durably, versions that another had kept for it. */
    record HintApplied(long time, String node, ObjectName object, List<String> values) implements Fact {
        public HintApplied {
            values = List.copyOf(values);
        }
    }

    /**
     * A node no longer keeps versions for an owner.
     *
     * @param confirmedBy the nodes that said they have them: the owner, or whoever owns the key by now; the holder itself
     *     if it is kept on for others, who own the key by now
     */
    record HintDeleted(
            long time, String holder, String owner, ObjectName object, List<String> values, List<String> confirmedBy)
            implements Fact {
        public HintDeleted {
            values = List.copyOf(values);
            confirmedBy = List.copyOf(confirmedBy);
        }
    }

    /**
     * An owner has removed an object for good, whose values were all deleted or expired; or has shortened its vector. From then
     * on nobody has to show or hold these values, nor what they had replaced, and contexts may be shorter than before.
     *
     * @param values what was removed; none if only the vector was shortened
     */
    record Reaped(long time, String node, ObjectName object, List<String> values) implements Fact {
        public Reaped {
            values = List.copyOf(values);
        }
    }

    /**
     * The faults are over and the nodes have been left alone: what follows shows a cluster at rest. Only after this are
     * replicas held to be equal, hints to be gone and resources to be back.
     *
     * @param rounds rounds of exchange it took until nothing changed any more
     * @param allowed how many it might take; 0 if that is not judged
     */
    record Settled(long time, int rounds, int allowed) implements Fact {}

    /** A version as a replica keeps it; the dot and the request may be empty if not known. */
    record Version(String dot, String value, String request) {}

    /**
     * What an owner holds of an object in the end, looked at without repairing anything. An owner that holds nothing is
     * noted with no versions.
     *
     * @param vector empty if not known
     */
    record Copy(long time, String node, ObjectName object, List<Version> versions, SortedMap<String, Long> vector)
            implements Fact {
        public Copy {
            versions = List.copyOf(versions);
        }
    }

    /** How many hints a node keeps in the end. */
    record HintsLeft(long time, String node, long count) implements Fact {}

    /**
     * A resource, measured twice: at rest before anything happened, and at rest in the end.
     *
     * @param name such as {@code hint_bytes}
     * @param last whether it is the second
     */
    record Gauge(long time, String node, String name, long value, boolean last) implements Fact {}

    /**
     * A fault was injected.
     *
     * @param kind such as {@code partition}
     * @param target whom it hit, for people
     */
    record Fault(long time, String kind, String target) implements Fact {}
}
