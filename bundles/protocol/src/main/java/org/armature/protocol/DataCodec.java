package org.armature.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.armature.model.RequestId;
import org.armature.model.TimeToLive;
import org.armature.protocol.Message.Condition;
import org.armature.protocol.Message.Get;
import org.armature.protocol.Message.GetReply;
import org.armature.protocol.Message.Merge;
import org.armature.protocol.Message.Put;
import org.armature.protocol.Message.PutReply;
import org.armature.protocol.Message.QuorumKind;
import org.armature.protocol.Message.ReadWish;
import org.armature.protocol.Message.Sibling;
import org.armature.protocol.Message.WriteWish;
import org.armature.protocol.internal.wire.Wire;

/** Gets and puts, and their answers. */
final class DataCodec {
    private DataCodec() {}

    static Wire.Get toWire(Get get) {
        return Wire.Get.newBuilder()
                .setInstance(get.table().instance())
                .setTable(get.table().table())
                .setKey(Fields.shared(get.key().bytes()))
                .setR(get.wish().r())
                .setPr(get.wish().pr())
                .setQuorum(toWire(get.wish().quorum()))
                .setConfirmed(get.wish().confirmed())
                .setAsStored(get.wish().asStored())
                .setDeadlineMillis(get.deadlineMillis())
                .build();
    }

    static Get get(Wire.Get wire) throws ProtocolException {
        return new Get(
                Fields.table(wire.getInstance(), wire.getTable()),
                Fields.key(wire.getKey()),
                new ReadWish(
                        Fields.replicas("r", wire.getR()),
                        Fields.replicas("pr", wire.getPr()),
                        quorum(wire.getQuorum(), wire.getQuorumValue()),
                        wire.getConfirmed(),
                        wire.getAsStored()),
                Fields.between("deadline_millis", wire.getDeadlineMillis(), 0, Fields.MAX_DEADLINE_MILLIS));
    }

    static Wire.GetReply toWire(GetReply reply) {
        Wire.GetReply.Builder wire = Wire.GetReply.newBuilder()
                .setContext(Fields.shared(reply.context().token()));
        for (Sibling sibling : reply.versions()) {
            Wire.Sibling.Builder each = wire.addVersionsBuilder()
                    .setWrittenMillis(sibling.writtenMillis())
                    .setWrittenBy(sibling.writtenBy().name())
                    .setExpiresMillis(sibling.expiresMillis());
            sibling.value().map(Fields::shared).ifPresent(each::setValue);
        }
        reply.merge().ifPresent(merge -> wire.getMergeBuilder()
                .setSiblings(merge.siblings())
                .setReconciler(merge.reconciler())
                .setVersion(merge.version()));
        return wire.build();
    }

    static GetReply getReply(Wire.GetReply wire) throws ProtocolException {
        List<Sibling> versions = new ArrayList<>(wire.getVersionsCount());
        for (Wire.Sibling sibling : wire.getVersionsList()) {
            versions.add(new Sibling(
                    sibling.hasValue() ? Optional.of(Fields.bytes(sibling.getValue())) : Optional.empty(),
                    sibling.getWrittenMillis(),
                    Fields.node("written_by", sibling.getWrittenBy()),
                    Fields.between("expires_millis", sibling.getExpiresMillis(), 0, Long.MAX_VALUE)));
        }
        return new GetReply(List.copyOf(versions), Fields.context(wire.getContext()), merge(wire));
    }

    private static Optional<Merge> merge(Wire.GetReply wire) throws ProtocolException {
        if (!wire.hasMerge()) {
            return Optional.empty();
        }
        Wire.Merge merge = wire.getMerge();
        return Optional.of(new Merge(
                Fields.between("siblings", merge.getSiblings(), 2, Integer.MAX_VALUE),
                merge.getReconciler(),
                merge.getVersion()));
    }

    static Wire.Put toWire(Put put) {
        Wire.Put.Builder wire = Wire.Put.newBuilder()
                .setInstance(put.table().instance())
                .setTable(put.table().table())
                .setKey(Fields.shared(put.key().bytes()))
                .setContext(Fields.shared(put.context().token()))
                .setRequest(Wire.RequestId.newBuilder()
                        .setHigh(put.request().high())
                        .setLow(put.request().low()))
                .setW(put.wish().w())
                .setPw(put.wish().pw())
                .setDistinctHosts(put.wish().distinctHosts())
                .setQuorum(toWire(put.wish().quorum()))
                .setConfirmed(put.wish().confirmed())
                .setCondition(toWire(put.wish().condition()))
                .setAgain(put.again())
                .setDeadlineMillis(put.deadlineMillis());
        put.wish().ttl().ifPresent(ttl -> wire.setTtlMillis(ttl.millis()));
        put.value().map(Fields::shared).ifPresent(wire::setValue);
        return wire.build();
    }

    static Put put(Wire.Put wire) throws ProtocolException {
        Fields.require(wire.hasRequest(), "request");
        return new Put(
                Fields.table(wire.getInstance(), wire.getTable()),
                Fields.key(wire.getKey()),
                Fields.context(wire.getContext()),
                new RequestId(wire.getRequest().getHigh(), wire.getRequest().getLow()),
                wire.getAgain(),
                wire.hasValue() ? Optional.of(Fields.bytes(wire.getValue())) : Optional.empty(),
                new WriteWish(
                        Fields.replicas("w", wire.getW()),
                        Fields.replicas("pw", wire.getPw()),
                        Fields.replicas("distinct_hosts", wire.getDistinctHosts()),
                        quorum(wire.getQuorum(), wire.getQuorumValue()),
                        wire.getConfirmed(),
                        ttl(wire.getTtlMillis()),
                        condition(wire.getCondition(), wire.getConditionValue())),
                Fields.between("deadline_millis", wire.getDeadlineMillis(), 0, Fields.MAX_DEADLINE_MILLIS));
    }

    private static Optional<TimeToLive> ttl(long millis) throws ProtocolException {
        Fields.between("ttl_millis", millis, 0, TimeToLive.MOST_MILLIS);
        return millis == 0 ? Optional.empty() : Optional.of(new TimeToLive(millis));
    }

    private static Wire.Condition toWire(Condition condition) {
        return switch (condition) {
            case NONE -> Wire.Condition.CONDITION_NONE;
            case ABSENT -> Wire.Condition.CONDITION_ABSENT;
            case UNCHANGED -> Wire.Condition.CONDITION_UNCHANGED;
        };
    }

    private static Condition condition(Wire.Condition condition, int number) throws ProtocolException {
        return switch (condition) {
            case CONDITION_NONE -> Condition.NONE;
            case CONDITION_ABSENT -> Condition.ABSENT;
            case CONDITION_UNCHANGED -> Condition.UNCHANGED;
            case UNRECOGNIZED -> throw Fields.wrong("condition", number, "0 (none), 1 (absent) or 2 (unchanged)");
        };
    }

    private static Wire.QuorumKind toWire(QuorumKind quorum) {
        return switch (quorum) {
            case TABLE -> Wire.QuorumKind.QUORUM_TABLE;
            case STRICT -> Wire.QuorumKind.QUORUM_STRICT;
            case SLOPPY -> Wire.QuorumKind.QUORUM_SLOPPY;
        };
    }

    private static QuorumKind quorum(Wire.QuorumKind quorum, int number) throws ProtocolException {
        return switch (quorum) {
            case QUORUM_TABLE -> QuorumKind.TABLE;
            case QUORUM_STRICT -> QuorumKind.STRICT;
            case QUORUM_SLOPPY -> QuorumKind.SLOPPY;
            case UNRECOGNIZED -> throw Fields.wrong("quorum", number, "0 (the table's), 1 (strict) or 2 (sloppy)");
        };
    }

    static Wire.PutReply toWire(PutReply reply) {
        return Wire.PutReply.newBuilder()
                .setContext(Fields.shared(reply.context().token()))
                .setSiblings(reply.siblings())
                .setCopies(reply.copies())
                .setHinted(reply.hinted())
                .build();
    }

    static PutReply putReply(Wire.PutReply wire) throws ProtocolException {
        int copies = Fields.between("copies", wire.getCopies(), 0, Integer.MAX_VALUE);
        return new PutReply(
                Fields.context(wire.getContext()),
                Fields.between("siblings", wire.getSiblings(), 0, Integer.MAX_VALUE),
                copies,
                Fields.between("hinted", wire.getHinted(), 0, copies));
    }
}
