package org.armature.protocol;

import com.google.protobuf.MessageLite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.protocol.ConfigMessage.AppliedConfig;
import org.armature.protocol.ConfigMessage.ConfigAsked;
import org.armature.protocol.ConfigMessage.ConfigCheck;
import org.armature.protocol.ConfigMessage.ConfigDeleteData;
import org.armature.protocol.ConfigMessage.ConfigHistory;
import org.armature.protocol.ConfigMessage.ConfigHistoryAsked;
import org.armature.protocol.ConfigMessage.ConfigPush;
import org.armature.protocol.ConfigMessage.ConfigReload;
import org.armature.protocol.ConfigMessage.ConfigReply;
import org.armature.protocol.ConfigMessage.ConfigRollback;
import org.armature.protocol.ConfigMessage.KeyChange;
import org.armature.protocol.ConfigMessage.NodeConfiguration;
import org.armature.protocol.internal.wire.Wire;

/** The configuration of instances. */
final class ConfigCodec {
    private ConfigCodec() {}

    static MessageLite toWire(ConfigMessage message) {
        if (message instanceof ConfigAsked asked) {
            return Wire.ConfigAsked.newBuilder()
                    .setEverywhere(asked.everywhere())
                    .build();
        }
        if (message instanceof ConfigReload reload) {
            Wire.ConfigReload.Builder wire = Wire.ConfigReload.newBuilder().setEverywhere(reload.everywhere());
            reload.adopt()
                    .ifPresent(table -> wire.setAdoptInstance(table.instance()).setAdoptTable(table.table()));
            return wire.build();
        }
        if (message instanceof ConfigRollback rollback) {
            return Wire.ConfigRollback.newBuilder().setNumber(rollback.number()).build();
        }
        if (message instanceof ConfigPush push) {
            return Wire.ConfigPush.newBuilder()
                    .setFile(push.file())
                    .setContent(Fields.shared(push.content()))
                    .setEverywhere(push.everywhere())
                    .build();
        }
        if (message instanceof ConfigCheck check) {
            return Wire.ConfigCheck.newBuilder()
                    .setFile(check.file())
                    .setContent(Fields.shared(check.content()))
                    .build();
        }
        if (message instanceof ConfigDeleteData delete) {
            return Wire.ConfigDeleteData.newBuilder()
                    .setInstance(delete.table().instance())
                    .setTable(delete.table().table())
                    .setEverywhere(delete.everywhere())
                    .build();
        }
        if (message instanceof ConfigReply reply) {
            Wire.ConfigReply.Builder wire = Wire.ConfigReply.newBuilder();
            reply.nodes().forEach(node -> wire.addNodes(toWire(node)));
            return wire.build();
        }
        if (message instanceof ConfigHistoryAsked) {
            return Wire.ConfigHistoryAsked.getDefaultInstance();
        }
        if (message instanceof ConfigHistory history) {
            Wire.ConfigHistory.Builder wire = Wire.ConfigHistory.newBuilder();
            for (AppliedConfig applied : history.applied()) {
                wire.addAppliedBuilder()
                        .setNumber(applied.number())
                        .setAtMillis(applied.atMillis())
                        .setCause(applied.cause())
                        .setDigest(applied.digest())
                        .addAllFiles(applied.files())
                        .addAllChanges(applied.changes());
            }
            return wire.build();
        }
        throw new AssertionError(message);
    }

    private static Wire.NodeConfiguration toWire(NodeConfiguration node) {
        Wire.NodeConfiguration.Builder wire = Wire.NodeConfiguration.newBuilder()
                .setNode(node.node().name())
                .setAnswered(node.answered())
                .setDown(node.down())
                .setNumber(node.number())
                .setSinceMillis(node.sinceMillis())
                .setDigest(node.digest())
                .addAllProblems(node.problems());
        for (KeyChange change : node.changes()) {
            wire.addChangesBuilder()
                    .setSubject(change.subject())
                    .setKey(change.key())
                    .setBefore(change.before())
                    .setAfter(change.after())
                    .setPlace(change.place())
                    .setEffect(
                            switch (change.effect()) {
                                case AT_ONCE -> Wire.ConfigEffect.CONFIG_AT_ONCE;
                                case HELD_BACK -> Wire.ConfigEffect.CONFIG_HELD_BACK;
                                case NEEDS_RESTART -> Wire.ConfigEffect.CONFIG_NEEDS_RESTART;
                                case NEEDS_MIGRATION -> Wire.ConfigEffect.CONFIG_NEEDS_MIGRATION;
                                case REFUSED -> Wire.ConfigEffect.CONFIG_REFUSED;
                            })
                    .setWhy(change.why());
        }
        node.values()
                .forEach((key, value) -> wire.addValuesBuilder().setKey(key).setValue(value));
        return wire.build();
    }

    static ConfigReload reload(Wire.ConfigReload wire) throws ProtocolException {
        if (wire.hasAdoptInstance() != wire.hasAdoptTable()) {
            throw Fields.wrong("adopt_table", wire.getAdoptTable(), "there exactly if adopt_instance is");
        }
        return new ConfigReload(
                wire.getEverywhere(),
                wire.hasAdoptTable()
                        ? Optional.of(Fields.table(wire.getAdoptInstance(), wire.getAdoptTable()))
                        : Optional.empty());
    }

    static ConfigRollback rollback(Wire.ConfigRollback wire) throws ProtocolException {
        return new ConfigRollback(Fields.between("number", wire.getNumber(), 1, Long.MAX_VALUE));
    }

    static ConfigPush push(Wire.ConfigPush wire) throws ProtocolException {
        return new ConfigPush(
                Fields.name("file", wire.getFile()), Fields.bytes(wire.getContent()), wire.getEverywhere());
    }

    static ConfigCheck check(Wire.ConfigCheck wire) throws ProtocolException {
        return new ConfigCheck(Fields.name("file", wire.getFile()), Fields.bytes(wire.getContent()));
    }

    static ConfigDeleteData deleteData(Wire.ConfigDeleteData wire) throws ProtocolException {
        return new ConfigDeleteData(Fields.table(wire.getInstance(), wire.getTable()), wire.getEverywhere());
    }

    static ConfigReply reply(Wire.ConfigReply wire) throws ProtocolException {
        List<NodeConfiguration> nodes = new ArrayList<>();
        for (Wire.NodeConfiguration node : wire.getNodesList()) {
            nodes.add(node(node));
        }
        return new ConfigReply(List.copyOf(nodes));
    }

    private static NodeConfiguration node(Wire.NodeConfiguration wire) throws ProtocolException {
        List<KeyChange> changes = new ArrayList<>();
        for (Wire.ConfigChange change : wire.getChangesList()) {
            changes.add(new KeyChange(
                    change.getSubject(),
                    change.getKey(),
                    change.getBefore(),
                    change.getAfter(),
                    change.getPlace(),
                    effect(change),
                    change.getWhy()));
        }
        SortedMap<String, String> values = new TreeMap<>();
        for (Wire.ConfigValue value : wire.getValuesList()) {
            if (values.put(value.getKey(), value.getValue()) != null) {
                throw Fields.wrong("nodes.values.key", value.getKey(), "there once");
            }
        }
        return new NodeConfiguration(
                Fields.node("nodes.node", wire.getNode()),
                wire.getAnswered(),
                wire.getDown(),
                Fields.amount("nodes.number", wire.getNumber()),
                Fields.amount("nodes.since_millis", wire.getSinceMillis()),
                Fields.label("nodes.digest", wire.getDigest()),
                wire.getProblemsList(),
                changes,
                values);
    }

    private static ConfigEffect effect(Wire.ConfigChange wire) throws ProtocolException {
        return switch (wire.getEffect()) {
            case CONFIG_AT_ONCE -> ConfigEffect.AT_ONCE;
            case CONFIG_HELD_BACK -> ConfigEffect.HELD_BACK;
            case CONFIG_NEEDS_RESTART -> ConfigEffect.NEEDS_RESTART;
            case CONFIG_NEEDS_MIGRATION -> ConfigEffect.NEEDS_MIGRATION;
            case CONFIG_REFUSED -> ConfigEffect.REFUSED;
            case CONFIG_EFFECT_UNSPECIFIED, UNRECOGNIZED ->
                throw Fields.wrong("nodes.changes.effect", wire.getEffectValue(), "1 to 5");
        };
    }

    static ConfigHistory history(Wire.ConfigHistory wire) throws ProtocolException {
        List<AppliedConfig> applied = new ArrayList<>();
        for (Wire.AppliedConfig each : wire.getAppliedList()) {
            applied.add(new AppliedConfig(
                    Fields.amount("applied.number", each.getNumber()),
                    Fields.amount("applied.at_millis", each.getAtMillis()),
                    each.getCause(),
                    Fields.label("applied.digest", each.getDigest()),
                    List.copyOf(each.getFilesList()),
                    List.copyOf(each.getChangesList())));
        }
        return new ConfigHistory(List.copyOf(applied));
    }
}
