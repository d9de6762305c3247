package org.armature.protocol;

import com.google.protobuf.MessageLite;
import java.util.ArrayList;
import java.util.List;
import org.armature.protocol.MembershipMessage.Accept;
import org.armature.protocol.MembershipMessage.EntryDigest;
import org.armature.protocol.MembershipMessage.GossipBuckets;
import org.armature.protocol.MembershipMessage.GossipDifferences;
import org.armature.protocol.MembershipMessage.GossipDigests;
import org.armature.protocol.MembershipMessage.GossipEntries;
import org.armature.protocol.MembershipMessage.GossipOpening;
import org.armature.protocol.MembershipMessage.Noted;
import org.armature.protocol.MembershipMessage.Prepare;
import org.armature.protocol.MembershipMessage.Recall;
import org.armature.protocol.MembershipMessage.Vote;
import org.armature.protocol.internal.wire.Wire;

/** What nodes say about the cluster itself. */
final class MembershipCodec {
    private static final int MAX_VERSION = 65_535;
    private static final int MAX_PARTITIONS = 65_536;
    private static final int MAX_STRATEGY = 3;

    private MembershipCodec() {}

    static MessageLite toWire(MembershipMessage message) {
        if (message instanceof GossipOpening opening) {
            return toWire(opening);
        }
        if (message instanceof Noted noted) {
            return Wire.Noted.newBuilder()
                    .setState(RingStateCodec.toWire(noted.state()))
                    .setEarlierStart(noted.earlierStart())
                    .build();
        }
        if (message instanceof GossipBuckets buckets) {
            return Wire.GossipBuckets.newBuilder()
                    .setState(RingStateCodec.toWire(buckets.state()))
                    .setProgress(buckets.progress())
                    .addAllHashes(buckets.hashes())
                    .build();
        }
        if (message instanceof GossipDigests digests) {
            return toWire(digests);
        }
        if (message instanceof GossipDifferences differences) {
            return Wire.GossipDifferences.newBuilder()
                    .setEntries(EntriesCodec.toWire(differences.entries()))
                    .setWantsState(differences.wantsState())
                    .setWantsProgress(differences.wantsProgress())
                    .addAllWanted(differences.wanted())
                    .setMore(differences.more())
                    .build();
        }
        if (message instanceof GossipEntries entries) {
            return Wire.GossipEntries.newBuilder()
                    .setEntries(EntriesCodec.toWire(entries.entries()))
                    .build();
        }
        if (message instanceof Recall recall) {
            return Wire.Recall.newBuilder().setLife(recall.life()).build();
        }
        return votes(message);
    }

    private static MessageLite votes(MembershipMessage message) {
        if (message instanceof Prepare prepare) {
            return VoteCodec.toWire(prepare);
        }
        if (message instanceof Vote vote) {
            return VoteCodec.toWire(vote);
        }
        if (message instanceof Accept accept) {
            return VoteCodec.toWire(accept);
        }
        throw new AssertionError(message);
    }

    private static Wire.GossipOpening toWire(GossipOpening opening) {
        return Wire.GossipOpening.newBuilder()
                .setRoot(opening.root())
                .setState(RingStateCodec.toWire(opening.state()))
                .setPartitions(opening.partitions())
                .setStrategy(opening.strategy())
                .setMinVersion(opening.minVersion())
                .build();
    }

    static GossipOpening opening(Wire.GossipOpening wire) throws ProtocolException {
        return new GossipOpening(
                wire.getRoot(),
                RingStateCodec.stamp("state", wire.hasState(), wire.getState()),
                Fields.between("partitions", wire.getPartitions(), 1, MAX_PARTITIONS),
                Fields.between("strategy", wire.getStrategy(), 1, MAX_STRATEGY),
                Fields.between("min_version", wire.getMinVersion(), 1, MAX_VERSION));
    }

    static Noted noted(Wire.Noted wire) throws ProtocolException {
        return new Noted(
                RingStateCodec.stamp("state", wire.hasState(), wire.getState()),
                Fields.epoch("earlier_start", wire.getEarlierStart()));
    }

    static GossipBuckets buckets(Wire.GossipBuckets wire) throws ProtocolException {
        int buckets = MembershipMessage.BUCKETS;
        Fields.between("hashes, their number,", wire.getHashesCount(), buckets, buckets);
        return new GossipBuckets(
                RingStateCodec.stamp("state", wire.hasState(), wire.getState()),
                wire.getProgress(),
                List.copyOf(wire.getHashesList()));
    }

    private static Wire.GossipDigests toWire(GossipDigests digests) {
        Wire.GossipDigests.Builder wire = Wire.GossipDigests.newBuilder()
                .setState(RingStateCodec.toWire(digests.state()))
                .setProgress(digests.progress())
                .setBuckets(digests.buckets());
        digests.entries().forEach(digest -> wire.addEntries(EntriesCodec.toWire(digest)));
        return wire.build();
    }

    static GossipDigests digests(Wire.GossipDigests wire) throws ProtocolException {
        List<EntryDigest> digests = new ArrayList<>(wire.getEntriesCount());
        for (Wire.EntryDigest each : wire.getEntriesList()) {
            digests.add(EntriesCodec.digest(each));
        }
        return new GossipDigests(
                RingStateCodec.stamp("state", wire.hasState(), wire.getState()),
                wire.getProgress(),
                wire.getBuckets(),
                List.copyOf(digests));
    }

    static GossipDifferences differences(Wire.GossipDifferences wire) throws ProtocolException {
        List<String> wanted = new ArrayList<>(wire.getWantedCount());
        for (String key : wire.getWantedList()) {
            wanted.add(EntriesCodec.key("wanted", key));
        }
        return new GossipDifferences(
                EntriesCodec.entries(wire.hasEntries(), wire.getEntries()),
                wire.getWantsState(),
                wire.getWantsProgress(),
                List.copyOf(wanted),
                wire.getMore());
    }

    static Recall recall(Wire.Recall wire) throws ProtocolException {
        return new Recall(Fields.between("life", wire.getLife(), 1, Long.MAX_VALUE));
    }

    static GossipEntries entries(Wire.GossipEntries wire) throws ProtocolException {
        return new GossipEntries(EntriesCodec.entries(wire.hasEntries(), wire.getEntries()));
    }
}
