package org.armature.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.protocol.Grant.Redemption;
import org.armature.protocol.MemberInfo.Load;
import org.armature.protocol.MembershipMessage.Entries;
import org.armature.protocol.MembershipMessage.EntryDigest;
import org.armature.protocol.internal.wire.Wire;

/** The things that gossip spreads. */
final class EntriesCodec {
    private static final int MAX_VERSION = 65_535;
    private static final int MAX_N = 255;
    private static final int MAX_PARTITIONS = 65_536;
    private static final int MAX_STRATEGY = 3;

    private static final long LAST_START = 1L << 53;
    private static final long LAST_EPOCH = 1L << 53;
    private static final long MOST = 1L << 50;

    private EntriesCodec() {}

    static Wire.EntryDigest toWire(EntryDigest digest) {
        return Wire.EntryDigest.newBuilder()
                .setKey(digest.key())
                .setStart(digest.start())
                .setVersion(digest.version())
                .build();
    }

    static EntryDigest digest(Wire.EntryDigest wire) throws ProtocolException {
        return new EntryDigest(
                key("entries.key", wire.getKey()),
                Fields.epoch("entries.start", wire.getStart()),
                Fields.epoch("entries.version", wire.getVersion()));
    }

    static String key(String field, String key) throws ProtocolException {
        if (!EntryKey.PATTERN.matcher(key).matches()) {
            throw Fields.wrong(field, key, EntryKey.PATTERN.pattern());
        }
        return key;
    }

    static Wire.Entries toWire(Entries entries) {
        Wire.Entries.Builder wire = Wire.Entries.newBuilder();
        entries.state().map(RingStateCodec::toWire).ifPresent(wire::setState);
        entries.progress().map(RingStateCodec::toWire).ifPresent(wire::setProgress);
        entries.members().forEach(info -> wire.addMembers(toWire(info)));
        entries.grants().forEach(grant -> wire.addGrants(toWire(grant)));
        entries.removals().forEach(removal -> wire.addRemovals(toWire(removal)));
        return wire.build();
    }

    static Entries entries(boolean present, Wire.Entries wire) throws ProtocolException {
        Fields.require(present, "entries");
        return new Entries(
                wire.hasState() ? Optional.of(RingStateCodec.state("state", true, wire.getState())) : Optional.empty(),
                wire.hasProgress()
                        ? Optional.of(RingStateCodec.progress("progress", true, wire.getProgress()))
                        : Optional.empty(),
                infos(wire.getMembersList()),
                grants(wire.getGrantsList()),
                removals(wire.getRemovalsList()));
    }

    static Wire.MemberInfo toWire(MemberInfo info) {
        Wire.MemberInfo.Builder wire = Wire.MemberInfo.newBuilder()
                .setMember(RingStateCodec.toWire(info.member()))
                .setLife(info.life())
                .setStart(info.start())
                .setVersion(info.version())
                .setIncarnation(info.incarnation())
                .setMinVersion(info.minVersion())
                .setMaxVersion(info.maxVersion())
                .setSoftware(info.software())
                .setPartitions(info.partitions())
                .setStrategy(info.strategy())
                .setAcknowledged(RingStateCodec.toWire(info.acknowledged()))
                .addAllReplicationFactors(info.replicationFactors())
                .setHints(info.load().hints())
                .setTransfers(info.load().transfers())
                .setKeys(info.load().keys())
                .setBytes(info.load().bytes())
                .setSent(info.load().sent())
                .setDrainedEpoch(info.load().drainedEpoch());
        info.instances()
                .forEach((instance, digest) -> wire.addInstances(
                        Wire.InstanceDigest.newBuilder().setInstance(instance).setDigest(digest)));
        return wire.build();
    }

    static List<MemberInfo> infos(List<Wire.MemberInfo> wires) throws ProtocolException {
        List<MemberInfo> infos = new ArrayList<>(wires.size());
        for (Wire.MemberInfo wire : wires) {
            infos.add(info(wire));
        }
        return List.copyOf(infos);
    }

    private static MemberInfo info(Wire.MemberInfo wire) throws ProtocolException {
        int maxVersion = Fields.between("max_version", wire.getMaxVersion(), 1, MAX_VERSION);
        try {
            return new MemberInfo(
                    RingStateCodec.member(wire.hasMember(), wire.getMember()),
                    Fields.between("life", wire.getLife(), 1, LAST_START),
                    Fields.between("start", wire.getStart(), 1, LAST_START),
                    Fields.epoch("version", wire.getVersion()),
                    wire.getIncarnation(),
                    Fields.between("min_version", wire.getMinVersion(), 1, maxVersion),
                    maxVersion,
                    Fields.label("software", wire.getSoftware()),
                    Fields.between("partitions", wire.getPartitions(), 1, MAX_PARTITIONS),
                    Fields.between("strategy", wire.getStrategy(), 1, MAX_STRATEGY),
                    RingStateCodec.stamp("acknowledged", wire.hasAcknowledged(), wire.getAcknowledged()),
                    factors(wire.getReplicationFactorsList()),
                    new Load(
                            Fields.between("hints", wire.getHints(), 0, MOST),
                            Fields.between("transfers", wire.getTransfers(), 0, Integer.MAX_VALUE),
                            Fields.between("keys", wire.getKeys(), 0, MOST),
                            Fields.between("bytes", wire.getBytes(), 0, MOST),
                            Fields.between("sent", wire.getSent(), 0, MOST),
                            Fields.epoch("drained_epoch", wire.getDrainedEpoch())),
                    instances(wire.getInstancesList()));
        } catch (IllegalArgumentException e) {
            throw Fields.wrong("members", e);
        }
    }

    private static SortedSet<Integer> factors(List<Integer> wires) throws ProtocolException {
        SortedSet<Integer> factors = new TreeSet<>();
        int least = 1;
        for (int wire : wires) {
            factors.add(Fields.between("replication_factors", wire, least, MAX_N));
            least = wire + 1;
        }
        return factors;
    }

    private static SortedMap<String, Long> instances(List<Wire.InstanceDigest> wires) throws ProtocolException {
        SortedMap<String, Long> instances = new TreeMap<>();
        for (Wire.InstanceDigest wire : wires) {
            String name = Fields.name("instances.instance", wire.getInstance());
            if (!instances.isEmpty() && instances.lastKey().compareTo(name) >= 0) {
                throw Fields.wrong("instances.instance", name, "by name, each once");
            }
            instances.put(name, wire.getDigest());
        }
        return instances;
    }

    static Wire.Grant toWire(Grant grant) {
        Wire.Grant.Builder wire = Wire.Grant.newBuilder()
                .setId(grant.id())
                .setNode(grant.node().name())
                .setSecretDigest(Fields.shared(grant.secretDigest()))
                .setExpiresMillis(grant.expiresMillis())
                .setIssuedEpoch(grant.issuedEpoch())
                .setNumber(grant.number());
        grant.redeemed()
                .ifPresent(redemption -> wire.setRedeemed(Wire.Redemption.newBuilder()
                        .setProcess(redemption.process())
                        .setAtMillis(redemption.atMillis())
                        .setMember(RingStateCodec.toWire(redemption.member()))));
        return wire.build();
    }

    static List<Grant> grants(List<Wire.Grant> wires) throws ProtocolException {
        List<Grant> grants = new ArrayList<>(wires.size());
        for (Wire.Grant wire : wires) {
            grants.add(grant(wire));
        }
        return List.copyOf(grants);
    }

    private static Grant grant(Wire.Grant wire) throws ProtocolException {
        try {
            return new Grant(
                    wire.getId(),
                    Fields.node("grants.node", wire.getNode()),
                    Fields.bytes(wire.getSecretDigest()),
                    wire.getExpiresMillis(),
                    Fields.between("grants.issued_epoch", wire.getIssuedEpoch(), 0, LAST_EPOCH),
                    Fields.between("grants.number", wire.getNumber(), 0, Grant.MAX_NUMBER),
                    wire.hasRedeemed() ? Optional.of(redemption(wire.getRedeemed())) : Optional.empty());
        } catch (IllegalArgumentException e) {
            throw Fields.wrong("grants", e);
        }
    }

    private static Redemption redemption(Wire.Redemption wire) throws ProtocolException {
        return new Redemption(
                wire.getProcess(), wire.getAtMillis(), RingStateCodec.member(wire.hasMember(), wire.getMember()));
    }

    static Wire.Removal toWire(Removal removal) {
        return Wire.Removal.newBuilder()
                .setNode(removal.node().name())
                .setEpoch(removal.epoch())
                .build();
    }

    static List<Removal> removals(List<Wire.Removal> wires) throws ProtocolException {
        List<Removal> removals = new ArrayList<>(wires.size());
        for (Wire.Removal wire : wires) {
            removals.add(new Removal(
                    Fields.node("removals.node", wire.getNode()),
                    Fields.between("removals.epoch", wire.getEpoch(), 0, LAST_EPOCH)));
        }
        return List.copyOf(removals);
    }
}
