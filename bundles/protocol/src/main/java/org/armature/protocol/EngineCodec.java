package org.armature.protocol;

import com.google.protobuf.MessageLite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.EngineMessage.AvoidanceNoted;
import org.armature.protocol.EngineMessage.Engine;
import org.armature.protocol.EngineMessage.EngineRemoveAsked;
import org.armature.protocol.EngineMessage.EngineSwapAsked;
import org.armature.protocol.EngineMessage.EnginesAsked;
import org.armature.protocol.EngineMessage.EnginesReply;
import org.armature.protocol.EngineMessage.Exchange;
import org.armature.protocol.EngineMessage.TablesAvoided;
import org.armature.protocol.EngineMessage.TurnAsked;
import org.armature.protocol.EngineMessage.TurnReply;
import org.armature.protocol.internal.wire.Wire;

/** What is said about exchanging storage engines. */
final class EngineCodec {
    /** No node grants a turn, or avoids another, for longer. */
    private static final long MAX_MILLIS = 3_600_000;

    private EngineCodec() {}

    static MessageLite toWire(EngineMessage message) {
        if (message instanceof EnginesAsked) {
            return Wire.EnginesAsked.getDefaultInstance();
        } else if (message instanceof EnginesReply reply) {
            return toWire(reply);
        } else if (message instanceof EngineSwapAsked asked) {
            return Wire.EngineSwapAsked.newBuilder()
                    .setFile(asked.file())
                    .setEvenOlder(asked.evenOlder())
                    .build();
        } else if (message instanceof EngineRemoveAsked asked) {
            return Wire.EngineRemoveAsked.newBuilder()
                    .setEngine(asked.engine())
                    .setTablesWithoutEngine(asked.tablesWithoutEngine())
                    .build();
        } else if (message instanceof TurnAsked asked) {
            return Wire.TurnAsked.newBuilder()
                    .setLeaseMillis(asked.leaseMillis())
                    .build();
        } else if (message instanceof TurnReply reply) {
            Wire.TurnReply.Builder wire = Wire.TurnReply.newBuilder().setGranted(reply.granted());
            reply.holder().map(NodeId::name).ifPresent(wire::setHolder);
            return wire.build();
        } else if (message instanceof TablesAvoided avoided) {
            Wire.TablesAvoided.Builder wire = Wire.TablesAvoided.newBuilder().setMillis(avoided.millis());
            avoided.tables().forEach(table -> wire.addTables(toWire(table)));
            return wire.build();
        } else if (message instanceof AvoidanceNoted) {
            return Wire.AvoidanceNoted.getDefaultInstance();
        }
        throw new AssertionError(message);
    }

    private static Wire.NamedTable toWire(TableName table) {
        return Wire.NamedTable.newBuilder()
                .setInstance(table.instance())
                .setTable(table.table())
                .build();
    }

    private static Wire.EnginesReply toWire(EnginesReply reply) {
        Wire.EnginesReply.Builder wire = Wire.EnginesReply.newBuilder()
                .setNode(reply.node().name())
                .setDirectory(reply.directory())
                .addAllComplaints(reply.complaints());
        for (Engine engine : reply.engines()) {
            Wire.Engine.Builder each = wire.addEnginesBuilder()
                    .setName(engine.name())
                    .setBundle(engine.bundle())
                    .setVersion(engine.version())
                    .setFile(engine.file())
                    .addAllEnvironments(engine.environments())
                    .setSinceMillis(engine.sinceMillis());
            engine.tables().forEach(table -> each.addTables(toWire(table)));
            engine.last().ifPresent(last -> each.getLastBuilder()
                    .setFrom(last.from())
                    .setTo(last.to())
                    .setDone(last.done())
                    .setAtMillis(last.atMillis())
                    .setPauseNanos(last.pauseNanos())
                    .setText(last.text()));
        }
        return wire.build();
    }

    static EnginesReply enginesReply(Wire.EnginesReply wire) throws ProtocolException {
        List<Engine> engines = new ArrayList<>();
        for (Wire.Engine engine : wire.getEnginesList()) {
            engines.add(new Engine(
                    Fields.name("engines.name", engine.getName()),
                    engine.getBundle(),
                    engine.getVersion(),
                    engine.getFile(),
                    tables(engine.getTablesList()),
                    List.copyOf(engine.getEnvironmentsList()),
                    engine.getSinceMillis(),
                    engine.hasLast() ? Optional.of(exchange(engine.getLast())) : Optional.empty()));
        }
        return new EnginesReply(
                Fields.node("node", wire.getNode()),
                wire.getDirectory(),
                List.copyOf(engines),
                List.copyOf(wire.getComplaintsList()));
    }

    private static Exchange exchange(Wire.EngineExchange wire) throws ProtocolException {
        return new Exchange(
                wire.getFrom(),
                wire.getTo(),
                wire.getDone(),
                wire.getAtMillis(),
                Fields.amount("engines.last.pause_nanos", wire.getPauseNanos()),
                wire.getText());
    }

    private static List<TableName> tables(List<Wire.NamedTable> wire) throws ProtocolException {
        List<TableName> tables = new ArrayList<>();
        for (Wire.NamedTable table : wire) {
            tables.add(Fields.table(table.getInstance(), table.getTable()));
        }
        return List.copyOf(tables);
    }

    static EngineSwapAsked swapAsked(Wire.EngineSwapAsked wire) throws ProtocolException {
        String file = Fields.name("file", wire.getFile());
        if (file.contains("/") || file.contains("\\")) {
            throw Fields.wrong("file", file, "a file's name without a directory");
        }
        return new EngineSwapAsked(file, wire.getEvenOlder());
    }

    static EngineRemoveAsked removeAsked(Wire.EngineRemoveAsked wire) throws ProtocolException {
        return new EngineRemoveAsked(Fields.name("engine", wire.getEngine()), wire.getTablesWithoutEngine());
    }

    static TurnAsked turnAsked(Wire.TurnAsked wire) throws ProtocolException {
        return new TurnAsked(Fields.between("lease_millis", wire.getLeaseMillis(), 0, MAX_MILLIS));
    }

    static TurnReply turnReply(Wire.TurnReply wire) throws ProtocolException {
        return new TurnReply(wire.getGranted(), Fields.node("holder", wire.hasHolder(), wire.getHolder()));
    }

    static TablesAvoided tablesAvoided(Wire.TablesAvoided wire) throws ProtocolException {
        SortedSet<TableName> tables = new TreeSet<>(tables(wire.getTablesList()));
        return new TablesAvoided(tables, Fields.between("millis", wire.getMillis(), 0, MAX_MILLIS));
    }
}
