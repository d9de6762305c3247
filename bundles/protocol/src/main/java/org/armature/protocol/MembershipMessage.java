package org.armature.protocol;

import java.util.List;
import java.util.Optional;
import org.armature.ring.Progress;
import org.armature.ring.RingState;

/**
 * What nodes say about the cluster itself: gossip (Dynamo §4.8.1), and the votes by which each epoch of the ring is
 * decided once (single-decree Paxos among the members of the epoch before it).
 *
 * <p>A round of gossip goes from the coarse to the fine: {@link GossipOpening} with one hash of everything, {@link
 * GossipBuckets} if that differs, {@link GossipDigests} of the buckets that differ, {@link GossipDifferences}, and {@link
 * GossipEntries} for what the asked one lacks.
 */
public sealed interface MembershipMessage extends Message {
    /** Into how many buckets entries are sorted by their keys. */
    int BUCKETS = 32;

    /**
     * Is there anything one of us does not know?
     *
     * @param root hash of all the sender knows
     * @param partitions Q, the same in a cluster for ever
     * @param strategy likewise
     * @param minVersion lowest protocol version the sender speaks
     */
    record GossipOpening(long root, StateStamp state, int partitions, int strategy, int minVersion)
            implements MembershipMessage {}

    /**
     * Taken.
     *
     * @param earlierStart in answer to {@link Recall}: a start of an earlier life of the asker; 0 if none is known
     */
    record Noted(StateStamp state, long earlierStart) implements MembershipMessage {}

    /**
     * @param progress hash of the sender's {@link Progress}
     * @param hashes {@value MembershipMessage#BUCKETS}, of the entries in each bucket
     */
    record GossipBuckets(StateStamp state, long progress, List<Integer> hashes) implements MembershipMessage {}

    /**
     * @param progress hash of the sender's {@link Progress}
     * @param buckets a bit for each bucket that differs
     * @param entries all the sender has in those
     */
    record GossipDigests(StateStamp state, long progress, int buckets, List<EntryDigest> entries)
            implements MembershipMessage {}

    /**
     * Names an entry and says how new it is: of two with one key the one with the higher (start, version) holds.
     *
     * @param key as {@link EntryKey} makes it
     */
    record EntryDigest(String key, long start, long version) {}

    /**
     * @param entries what the asker lacks or knows in an older form
     * @param wanted keys of entries that the sender lacks or knows in an older form
     * @param more whether there was more than fits into a message
     */
    record GossipDifferences(
            Entries entries, boolean wantsState, boolean wantsProgress, List<String> wanted, boolean more)
            implements MembershipMessage {}

    record GossipEntries(Entries entries) implements MembershipMessage {}

    /** Things to know. */
    record Entries(
            Optional<RingState> state,
            Optional<Progress> progress,
            List<MemberInfo> members,
            List<Grant> grants,
            List<Removal> removals) {
        public static final Entries NONE =
                new Entries(Optional.empty(), Optional.empty(), List.of(), List.of(), List.of());

        /** Only the ring. */
        public static Entries of(RingState state) {
            return new Entries(Optional.of(state), Optional.empty(), List.of(), List.of(), List.of());
        }
    }

    /** First half of deciding the epoch after the base. */
    record Prepare(Ballot ballot, StateStamp base) implements MembershipMessage {}

    /** Second half. */
    record Accept(Ballot ballot, StateStamp base, RingState value) implements MembershipMessage {}

    /**
     * @param promised the highest ballot the voter has promised to heed, in deciding this epoch
     * @param accepted what the voter has accepted last, in deciding this epoch
     * @param newer of a voter that knows a later state than the base
     * @param objection why the vote is withheld, for people
     */
    record Vote(
            Kind kind,
            Optional<Ballot> promised,
            Optional<Acceptance> accepted,
            Optional<RingState> newer,
            String objection)
            implements MembershipMessage {

        public enum Kind {
            GRANTED,
            /** A higher ballot was promised. */
            OUTBID,
            /** The voter does not know the base yet. */
            BEHIND,
            /** The voter knows a later state than the base. */
            PAST,
            /** The voter may not vote, or objects to the value. */
            WITHHELD
        }
    }

    /**
     * Does the receiver remember the sender from a time that the sender itself does not? Who has lost its memory of votes
     * it gave must not give others.
     *
     * @param life the first start the sender remembers
     */
    record Recall(long life) implements MembershipMessage {}
}
