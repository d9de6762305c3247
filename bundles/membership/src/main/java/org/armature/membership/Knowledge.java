package org.armature.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.model.NodeId;
import org.armature.protocol.EntryKey;
import org.armature.protocol.Fence;
import org.armature.protocol.Grant;
import org.armature.protocol.MemberInfo;
import org.armature.protocol.MembershipMessage.EntryDigest;
import org.armature.protocol.Removal;
import org.armature.protocol.SavedMembership;
import org.armature.protocol.StateStamp;
import org.armature.ring.Member;
import org.armature.ring.Progress;
import org.armature.ring.RingState;

/**
 * What one node knows of the cluster, and how it merges with what others know: the later of two rings, the later of what a
 * node says of itself, the last grant for each node, moves united. Merging is commutative, associative and idempotent, for entries whose node the ring
 * and the grants let in; others are not kept, and come again with the next difference once it is let in.
 */
final class Knowledge {
    private static final long KEEP_EXPIRED_MILLIS = 3_600_000;
    private static final long KEEP_REDEEMED_MILLIS = 30L * 24 * 3_600_000;

    private final Buckets buckets = new Buckets();
    private final SortedMap<NodeId, MemberInfo> infos = new TreeMap<>();
    private final SortedMap<String, Grant> grants = new TreeMap<>();
    private final SortedMap<NodeId, Removal> removals = new TreeMap<>();
    private final SortedMap<NodeId, Long> earlierLives = new TreeMap<>();
    private final SortedSet<Fence> fences = new TreeSet<>();
    private long pausedChange = SavedMembership.NOTHING_PAUSED;
    private RingState state;
    private StateStamp stamp;
    private Progress progress;
    private long progressHash;
    private boolean unsaved;
    private boolean unpublished = true;
    private long changes;
    private long contactChanges;

    Knowledge(RingState founding) {
        state = founding;
        stamp = StateStamp.of(founding);
        setProgress(Progress.none(founding.changeEpoch()));
    }

    Knowledge(SavedMembership saved) {
        this(saved.state());
        setProgress(saved.progress());
        fences.addAll(saved.fences());
        earlierLives.putAll(saved.earlierLives());
        pausedChange = saved.pausedChange();
        saved.removals().forEach(this::merge);
        saved.grants().forEach(grant -> put(grant));
        saved.members().forEach(info -> merge(info));
        unsaved = false;
    }

    RingState state() {
        return state;
    }

    StateStamp stamp() {
        return stamp;
    }

    Progress progress() {
        return progress;
    }

    SortedMap<NodeId, MemberInfo> infos() {
        return infos;
    }

    Optional<MemberInfo> info(NodeId node) {
        return Optional.ofNullable(infos.get(node));
    }

    SortedMap<String, Grant> grants() {
        return grants;
    }

    SortedMap<NodeId, Removal> removals() {
        return removals;
    }

    SortedSet<Fence> fences() {
        return fences;
    }

    SortedMap<NodeId, Long> earlierLives() {
        return earlierLives;
    }

    long pausedChange() {
        return pausedChange;
    }

    void pause(long changeEpoch) {
        if (changeEpoch != pausedChange) {
            pausedChange = changeEpoch;
            mustBeSaved();
        }
    }

    /** Whether the transition under way is. */
    boolean isPaused() {
        return state.phase() != RingState.Phase.SETTLED && state.changeEpoch() == pausedChange;
    }

    Buckets buckets() {
        return buckets;
    }

    /** Rises with each change. */
    long changes() {
        return changes;
    }

    /** Rises with each change of who there is and where they are reached. */
    long contactChanges() {
        return contactChanges;
    }

    boolean isUnsaved() {
        return unsaved;
    }

    void mustBeSaved() {
        unsaved = true;
    }

    void wasSaved() {
        unsaved = false;
    }

    boolean isUnpublished() {
        return unpublished;
    }

    void wasPublished() {
        unpublished = false;
    }

    // ---- the ring

    /** It was decided, and is later than what was known. */
    void adopt(RingState decided) {
        RingState before = state;
        state = decided;
        stamp = StateStamp.of(decided);
        if (before.changeEpoch() != decided.changeEpoch() || before.epoch() == decided.epoch()) {
            setProgress(Progress.none(decided.changeEpoch()));
            fences.clear();
        }
        for (NodeId node : before.settled().members().keySet()) {
            merge(new Removal(node, before.epoch() + 1)); // no later than it was: it may have been let in again since
        }
        dropOutdated();
        unsaved = true;
        unpublished = true;
        changes++;
        contactChanges++;
    }

    /** Only that of the transition under way says anything. */
    void merge(Progress other) {
        if (other.changeEpoch() == state.changeEpoch()) {
            Progress united = progress.merge(other);
            if (!united.equals(progress)) {
                setProgress(united);
                unsaved = true;
                unpublished = true;
                changes++;
            }
        }
    }

    void fence(Fence fence) {
        unsaved |= fences.add(fence);
    }

    private void setProgress(Progress next) {
        progress = next;
        progressHash = Buckets.hash(next);
    }

    long progressHash() {
        return progressHash;
    }

    long root() {
        return buckets.root(
                progressHash + Buckets.mixed(stamp.epoch() * 31 + stamp.generation()) + Buckets.mixed(stamp.check()));
    }

    // ---- who may take part

    boolean letsIn(NodeId node) {
        return isMember(node) || candidate(node).isPresent();
    }

    /** Of the ring that stands or the one to come. */
    boolean isMember(NodeId node) {
        return state.settled().members().containsKey(node)
                || state.target()
                        .filter(ring -> ring.members().containsKey(node))
                        .isPresent();
    }

    boolean isVoter(NodeId node) {
        return state.settled().members().containsKey(node) && !state.dead().contains(node);
    }

    /** The last one given for a node. */
    Optional<Grant> grant(NodeId node) {
        return grants.values().stream()
                .filter(grant -> grant.node().equals(node))
                .findFirst();
    }

    /** A node that used its grant and is not in the ring. */
    Optional<Grant> candidate(NodeId node) {
        return isMember(node)
                ? Optional.empty()
                : grant(node).filter(grant -> grant.redeemed().isPresent());
    }

    SortedMap<NodeId, Member> candidates() {
        SortedMap<NodeId, Member> candidates = new TreeMap<>();
        for (Grant grant : grants.values()) {
            if (!isMember(grant.node())) {
                grant.redeemed().ifPresent(redemption -> candidates.put(grant.node(), redemption.member()));
            }
        }
        return candidates;
    }

    // ---- entries

    /** @return whether it was news */
    boolean merge(MemberInfo info) {
        MemberInfo known = infos.get(info.node());
        if (!letsIn(info.node()) || (known != null && !info.isNewerThan(known))) {
            return false;
        }
        if (known == null || known.start() != info.start() || !known.member().equals(info.member())) {
            unsaved = true;
            contactChanges++;
        }
        if (known != null) {
            buckets.remove(EntryKey.digest(known));
            if (info.life() > known.start()) {
                earlierLives.put(info.node(), known.start());
            }
        }
        infos.put(info.node(), info);
        buckets.add(EntryKey.digest(info));
        changes++;
        return true;
    }

    boolean merge(Grant grant, long wallMillis) {
        return !isVoid(grant, wallMillis) && put(grant);
    }

    private boolean put(Grant grant) {
        Grant known = grants.get(grant.id());
        Grant merged = known == null ? grant : known.merge(grant);
        Optional<Grant> other = grant(grant.node()).filter(held -> !held.id().equals(grant.id()));
        if (isUsedUp(grant)
                || merged.equals(known)
                || other.filter(held -> held.replaces(grant)).isPresent()) {
            return false;
        }
        other.ifPresent(this::drop);
        if (known != null) {
            buckets.remove(EntryKey.digest(known));
        }
        grants.put(merged.id(), merged);
        buckets.add(EntryKey.digest(merged));
        unsaved = true;
        changes++;
        contactChanges++;
        if (other.isPresent()) {
            info(grant.node()).ifPresent(this::dropIfUninvited);
        }
        return true;
    }

    boolean merge(Removal removal) {
        Removal known = removals.get(removal.node());
        if (isMember(removal.node()) || (known != null && known.epoch() >= removal.epoch())) {
            return false;
        }
        if (known != null) {
            buckets.remove(EntryKey.digest(known));
        }
        removals.put(removal.node(), removal);
        buckets.add(EntryKey.digest(removal));
        unsaved = true;
        changes++;
        contactChanges++;
        dropUsedUp();
        return true;
    }

    /** Follows from the ring and the removals alone: its node is settled in, or was removed since. */
    private boolean isUsedUp(Grant grant) {
        Removal removal = removals.get(grant.node());
        return state.settled().members().containsKey(grant.node())
                || (removal != null && grant.issuedEpoch() < removal.epoch());
    }

    private boolean isVoid(Grant grant, long wallMillis) {
        long until = grant.redeemed()
                .map(redemption -> redemption.atMillis() + KEEP_REDEEMED_MILLIS)
                .orElse(grant.expiresMillis() + KEEP_EXPIRED_MILLIS);
        return isUsedUp(grant) || wallMillis > until;
    }

    /** Grants whose time has passed. */
    void dropExpired(long wallMillis) {
        for (Grant grant : List.copyOf(grants.values())) {
            if (isVoid(grant, wallMillis)) {
                drop(grant);
            }
        }
        dropUninvited();
    }

    private void dropOutdated() {
        for (Removal removal : List.copyOf(removals.values())) {
            if (isMember(removal.node())) {
                removals.remove(removal.node());
                buckets.remove(EntryKey.digest(removal));
            }
        }
        dropUsedUp();
    }

    private void dropUsedUp() {
        for (Grant grant : List.copyOf(grants.values())) {
            if (isUsedUp(grant)) {
                drop(grant);
            }
        }
        dropUninvited();
    }

    private void drop(Grant grant) {
        grants.remove(grant.id());
        buckets.remove(EntryKey.digest(grant));
        unsaved = true;
        changes++;
        contactChanges++;
    }

    private void dropUninvited() {
        for (MemberInfo info : List.copyOf(infos.values())) {
            dropIfUninvited(info);
        }
    }

    private void dropIfUninvited(MemberInfo info) {
        if (!letsIn(info.node())) {
            infos.remove(info.node());
            earlierLives.remove(info.node());
            buckets.remove(EntryKey.digest(info));
            unsaved = true;
            changes++;
        }
    }

    /** Of all entries in these buckets, by kind and key. */
    List<EntryDigest> digests(int inBuckets) {
        List<EntryDigest> digests = new ArrayList<>();
        infos.values().forEach(info -> addIfIn(inBuckets, EntryKey.digest(info), digests));
        grants.values().forEach(grant -> addIfIn(inBuckets, EntryKey.digest(grant), digests));
        removals.values().forEach(removal -> addIfIn(inBuckets, EntryKey.digest(removal), digests));
        return digests;
    }

    private static void addIfIn(int inBuckets, EntryDigest digest, List<EntryDigest> digests) {
        if ((inBuckets >>> Buckets.of(digest.key()) & 1) != 0) {
            digests.add(digest);
        }
    }
}
