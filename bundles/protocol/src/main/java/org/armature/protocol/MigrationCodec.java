package org.armature.protocol;

import com.google.protobuf.MessageLite;
import java.util.ArrayList;
import java.util.List;
import org.armature.model.NodeId;
import org.armature.protocol.MigrationMessage.Migration;
import org.armature.protocol.MigrationMessage.MigrationOrdered;
import org.armature.protocol.MigrationMessage.MigrationPlan;
import org.armature.protocol.MigrationMessage.MigrationPlanAsked;
import org.armature.protocol.MigrationMessage.MigrationsAsked;
import org.armature.protocol.MigrationMessage.MigrationsReply;
import org.armature.protocol.MigrationMessage.Order;
import org.armature.protocol.internal.wire.Wire;

/** What is said about moving tables from one storage engine to another. */
final class MigrationCodec {
    private MigrationCodec() {}

    static MessageLite toWire(MigrationMessage message) {
        if (message instanceof MigrationPlanAsked asked) {
            Wire.MigrationPlanAsked.Builder wire = Wire.MigrationPlanAsked.newBuilder()
                    .setInstance(asked.table().instance())
                    .setTable(asked.table().table())
                    .setEngine(asked.engine());
            asked.node().map(NodeId::name).ifPresent(wire::setNode);
            return wire.build();
        } else if (message instanceof MigrationPlan plan) {
            return Wire.MigrationPlan.newBuilder()
                    .setNode(plan.node().name())
                    .setInstance(plan.table().instance())
                    .setTable(plan.table().table())
                    .setFrom(plan.from())
                    .setTo(plan.to())
                    .setEntries(plan.entries())
                    .setBytes(plan.bytes())
                    .setNeedBytes(plan.needBytes())
                    .setFreeBytes(plan.freeBytes())
                    .setSeconds(plan.seconds())
                    .addAllCosts(plan.costs())
                    .addAllRefusals(plan.refusals())
                    .build();
        } else if (message instanceof MigrationOrdered ordered) {
            Wire.MigrationOrdered.Builder wire = Wire.MigrationOrdered.newBuilder()
                    .setInstance(ordered.table().instance())
                    .setTable(ordered.table().table())
                    .setOrder(
                            switch (ordered.order()) {
                                case MOVE -> Wire.MigrationOrder.MIGRATION_MOVE;
                                case ROLL_BACK -> Wire.MigrationOrder.MIGRATION_ROLL_BACK;
                                case FINISH -> Wire.MigrationOrder.MIGRATION_FINISH;
                                case VERIFY -> Wire.MigrationOrder.MIGRATION_VERIFY;
                            })
                    .setEngine(ordered.engine())
                    .setKeepMillis(ordered.keepMillis());
            ordered.node().map(NodeId::name).ifPresent(wire::setNode);
            return wire.build();
        } else if (message instanceof MigrationsAsked asked) {
            return Wire.MigrationsAsked.newBuilder()
                    .setEverywhere(asked.everywhere())
                    .build();
        } else if (message instanceof MigrationsReply reply) {
            Wire.MigrationsReply.Builder wire = Wire.MigrationsReply.newBuilder();
            reply.migrations().forEach(migration -> wire.addMigrations(toWire(migration)));
            reply.silent().forEach(node -> wire.addSilent(node.name()));
            return wire.build();
        }
        throw new AssertionError(message);
    }

    private static Wire.Migration toWire(Migration migration) {
        return Wire.Migration.newBuilder()
                .setNode(migration.node().name())
                .setInstance(migration.table().instance())
                .setTable(migration.table().table())
                .setFrom(migration.from())
                .setTo(migration.to())
                .setServing(migration.serving())
                .setStage(migration.stage())
                .setTask(migration.task())
                .setEqualStores(migration.equalStores())
                .setStores(migration.stores())
                .setKeptUntilMillis(migration.keptUntilMillis())
                .setCause(migration.cause())
                .build();
    }

    static MigrationPlanAsked planAsked(Wire.MigrationPlanAsked wire) throws ProtocolException {
        return new MigrationPlanAsked(
                Fields.node("node", wire.hasNode(), wire.getNode()),
                Fields.table(wire.getInstance(), wire.getTable()),
                Fields.name("engine", wire.getEngine()));
    }

    static MigrationPlan plan(Wire.MigrationPlan wire) throws ProtocolException {
        return new MigrationPlan(
                Fields.node("node", wire.getNode()),
                Fields.table(wire.getInstance(), wire.getTable()),
                Fields.name("from", wire.getFrom()),
                Fields.name("to", wire.getTo()),
                Fields.amount("entries", wire.getEntries()),
                Fields.amount("bytes", wire.getBytes()),
                Fields.amount("need_bytes", wire.getNeedBytes()),
                wire.getFreeBytes(),
                Fields.amount("seconds", wire.getSeconds()),
                List.copyOf(wire.getCostsList()),
                List.copyOf(wire.getRefusalsList()));
    }

    static MigrationOrdered ordered(Wire.MigrationOrdered wire) throws ProtocolException {
        Order order =
                switch (wire.getOrder()) {
                    case MIGRATION_MOVE -> Order.MOVE;
                    case MIGRATION_ROLL_BACK -> Order.ROLL_BACK;
                    case MIGRATION_FINISH -> Order.FINISH;
                    case MIGRATION_VERIFY -> Order.VERIFY;
                    case MIGRATION_ORDER_UNSPECIFIED, UNRECOGNIZED ->
                        throw Fields.wrong("order", wire.getOrderValue(), "1 (move) to 4 (verify)");
                };
        boolean named = order == Order.MOVE || order == Order.VERIFY;
        return new MigrationOrdered(
                Fields.node("node", wire.hasNode(), wire.getNode()),
                Fields.table(wire.getInstance(), wire.getTable()),
                order,
                named ? Fields.name("engine", wire.getEngine()) : Fields.label("engine", wire.getEngine()),
                Fields.amount("keep_millis", wire.getKeepMillis()));
    }

    static MigrationsReply reply(Wire.MigrationsReply wire) throws ProtocolException {
        List<Migration> migrations = new ArrayList<>();
        for (Wire.Migration migration : wire.getMigrationsList()) {
            migrations.add(migration(migration));
        }
        List<NodeId> silent = new ArrayList<>();
        for (String node : wire.getSilentList()) {
            silent.add(Fields.node("silent", node));
        }
        return new MigrationsReply(migrations, silent);
    }

    private static Migration migration(Wire.Migration wire) throws ProtocolException {
        return new Migration(
                Fields.node("migrations.node", wire.getNode()),
                Fields.table(wire.getInstance(), wire.getTable()),
                Fields.name("migrations.from", wire.getFrom()),
                Fields.name("migrations.to", wire.getTo()),
                Fields.name("migrations.serving", wire.getServing()),
                Fields.label("migrations.stage", wire.getStage()),
                Fields.label("migrations.task", wire.getTask()),
                wire.getEqualStores(),
                wire.getStores(),
                wire.getKeptUntilMillis(),
                wire.getCause());
    }
}
