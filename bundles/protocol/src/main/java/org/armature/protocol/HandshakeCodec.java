package org.armature.protocol;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.Message.Failure;
import org.armature.protocol.Message.GetReply;
import org.armature.protocol.Message.Hello;
import org.armature.protocol.Message.Outcome;
import org.armature.protocol.Message.Role;
import org.armature.protocol.Message.Welcome;
import org.armature.protocol.internal.wire.Wire;
import org.armature.ring.Ring;

/** The first frames of a connection, and the answer that says no. */
final class HandshakeCodec {
    private static final int MAX_VERSION = 65_535;
    private static final int MAX_STRATEGY = 3;
    private static final Map<Integer, ErrorCode> CODES = new HashMap<>();

    static {
        for (ErrorCode code : ErrorCode.values()) {
            CODES.put(code.number(), code);
        }
    }

    private HandshakeCodec() {}

    static Wire.Hello toWire(Hello hello) {
        Wire.Hello.Builder wire = Wire.Hello.newBuilder()
                .setMinVersion(hello.minVersion())
                .setMaxVersion(hello.maxVersion())
                .setRole(
                        switch (hello.role()) {
                            case CLIENT -> Wire.Role.ROLE_CLIENT;
                            case PEER -> Wire.Role.ROLE_PEER;
                            case ADMIN -> Wire.Role.ROLE_ADMIN;
                            case JOINER -> Wire.Role.ROLE_JOINER;
                        })
                .setIncarnation(hello.incarnation())
                .setProcess(hello.process())
                .setSoftware(hello.software());
        hello.clusterId().ifPresent(wire::setClusterId);
        hello.node().map(NodeId::name).ifPresent(wire::setNode);
        hello.expects().map(NodeId::name).ifPresent(wire::setExpects);
        hello.layout().ifPresent(layout -> wire.getLayoutBuilder()
                .setPartitions(layout.partitions())
                .setStrategy(layout.strategy()));
        return wire.build();
    }

    static Hello hello(Wire.Hello wire) throws ProtocolException {
        int maxVersion = Fields.between("max_version", wire.getMaxVersion(), 1, MAX_VERSION);
        return new Hello(
                Fields.between("min_version", wire.getMinVersion(), 1, maxVersion),
                maxVersion,
                role(wire.getRole()),
                wire.hasClusterId() ? Optional.of(Fields.name("cluster_id", wire.getClusterId())) : Optional.empty(),
                Fields.node("node", wire.hasNode(), wire.getNode()),
                wire.getIncarnation(),
                wire.getProcess(),
                Fields.node("expects", wire.hasExpects(), wire.getExpects()),
                wire.hasLayout() ? Optional.of(layout(wire.getLayout())) : Optional.empty(),
                Fields.label("software", wire.getSoftware()));
    }

    private static Hello.Layout layout(Wire.Layout wire) throws ProtocolException {
        return new Hello.Layout(
                Fields.between("layout.partitions", wire.getPartitions(), 1, Ring.MAX_PARTITIONS),
                Fields.between("layout.strategy", wire.getStrategy(), 1, MAX_STRATEGY));
    }

    private static Role role(Wire.Role role) throws ProtocolException {
        return switch (role) {
            case ROLE_CLIENT -> Role.CLIENT;
            case ROLE_PEER -> Role.PEER;
            case ROLE_ADMIN -> Role.ADMIN;
            case ROLE_JOINER -> Role.JOINER;
            case ROLE_UNSPECIFIED, UNRECOGNIZED -> throw Fields.wrong("role", role, "client, peer, admin or joiner");
        };
    }

    static Wire.Welcome toWire(Welcome welcome) {
        return Wire.Welcome.newBuilder()
                .setVersion(welcome.version())
                .setClusterId(welcome.clusterId())
                .setNode(welcome.node().name())
                .setIncarnation(welcome.incarnation())
                .setProcess(welcome.process())
                .setSoftware(welcome.software())
                .build();
    }

    static Welcome welcome(Wire.Welcome wire) throws ProtocolException {
        return new Welcome(
                Fields.between("version", wire.getVersion(), 1, MAX_VERSION),
                Fields.name("cluster_id", wire.getClusterId()),
                Fields.node("node", wire.getNode()),
                wire.getIncarnation(),
                wire.getProcess(),
                Fields.label("software", wire.getSoftware()));
    }

    static Wire.Failure toWire(Failure failure) {
        Wire.Failure.Builder wire = Wire.Failure.newBuilder()
                .setCode(failure.code().number())
                .setOutcome(
                        switch (failure.outcome()) {
                            case REJECTED -> Wire.Outcome.OUTCOME_REJECTED;
                            case NOT_DONE -> Wire.Outcome.OUTCOME_NOT_DONE;
                            case UNKNOWN -> Wire.Outcome.OUTCOME_UNKNOWN;
                        })
                .setMessage(failure.message());
        failure.standing().map(DataCodec::toWire).ifPresent(wire::setStanding);
        return wire.build();
    }

    static Failure failure(Wire.Failure wire) throws ProtocolException {
        Outcome outcome = outcome(wire.getOutcome());
        int number = Fields.between("code", wire.getCode(), 1, 999);
        ErrorCode known = CODES.get(number);
        Optional<GetReply> standing =
                wire.hasStanding() ? Optional.of(DataCodec.getReply(wire.getStanding())) : Optional.empty();
        return known != null
                ? new Failure(known, outcome, wire.getMessage(), standing)
                : new Failure(codeFor(outcome), outcome, "ARM-" + number + ": " + wire.getMessage(), standing);
    }

    private static Outcome outcome(Wire.Outcome outcome) throws ProtocolException {
        return switch (outcome) {
            case OUTCOME_REJECTED -> Outcome.REJECTED;
            case OUTCOME_NOT_DONE -> Outcome.NOT_DONE;
            case OUTCOME_UNKNOWN -> Outcome.UNKNOWN;
            case OUTCOME_UNSPECIFIED, UNRECOGNIZED ->
                throw Fields.wrong("outcome", outcome, "rejected, not done or unknown");
        };
    }

    /** For a code of a newer version: what the caller needs to know is in the outcome. */
    private static ErrorCode codeFor(Outcome outcome) {
        return switch (outcome) {
            case REJECTED -> ErrorCode.BAD_REQUEST;
            case NOT_DONE -> ErrorCode.UNAVAILABLE;
            case UNKNOWN -> ErrorCode.OUTCOME_UNKNOWN;
        };
    }
}
