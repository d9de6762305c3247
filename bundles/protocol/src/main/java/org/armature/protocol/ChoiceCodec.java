package org.armature.protocol;

import com.google.protobuf.MessageLite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.armature.protocol.ChoiceMessage.Advice;
import org.armature.protocol.ChoiceMessage.Considered;
import org.armature.protocol.ChoiceMessage.ExplainAsked;
import org.armature.protocol.ChoiceMessage.Explained;
import org.armature.protocol.ChoiceMessage.Load;
import org.armature.protocol.ChoiceMessage.SizeClass;
import org.armature.protocol.internal.wire.Wire;

/** Why an engine keeps a table. */
final class ChoiceCodec {
    private ChoiceCodec() {}

    static MessageLite toWire(ChoiceMessage message) {
        if (message instanceof ExplainAsked asked) {
            return Wire.ExplainAsked.newBuilder()
                    .setInstance(asked.table().instance())
                    .setTable(asked.table().table())
                    .build();
        }
        if (message instanceof Explained explained) {
            return toWire(explained);
        }
        throw new AssertionError(message);
    }

    private static Wire.Explained toWire(Explained explained) {
        Wire.Explained.Builder wire = Wire.Explained.newBuilder()
                .setNode(explained.node().name())
                .setInstance(explained.table().instance())
                .setTable(explained.table().table())
                .setDeclared(explained.declared())
                .setEngine(explained.engine())
                .setReason(explained.reason())
                .setProblem(explained.problem())
                .setLife(toWire(explained.life()))
                .setRecent(toWire(explained.recent()))
                .setSilence(explained.silence());
        explained.engines().forEach(engine -> wire.addEngines(toWire(engine)));
        explained.advice().ifPresent(advice -> wire.getAdviceBuilder()
                .setEngine(advice.engine())
                .setStrong(advice.strong())
                .setText(advice.text()));
        return wire.build();
    }

    private static Wire.ConsideredEngine toWire(Considered engine) {
        return Wire.ConsideredEngine.newBuilder()
                .setName(engine.name())
                .setTaken(engine.taken())
                .setWhy(engine.why())
                .setSuitedFromBytes(engine.suitedFromBytes())
                .setSuitedToBytes(engine.suitedToBytes())
                .setMaxRecordBytes(engine.maxRecordBytes())
                .addAllDurabilities(engine.durabilities())
                .addAllAccesses(engine.accesses())
                .setSuits(engine.suits())
                .build();
    }

    private static Wire.TableLoad toWire(Load load) {
        Wire.TableLoad.Builder wire = Wire.TableLoad.newBuilder()
                .setGets(load.gets())
                .setPuts(load.puts())
                .setDeletes(load.deletes())
                .setScans(load.scans())
                .setSeconds(load.seconds())
                .setBusiestSeconds(load.busiestSeconds())
                .setBusiestWrites(load.busiestWrites());
        load.sizes().forEach(size -> wire.addSizesBuilder()
                .setLeastBytes(size.leastBytes())
                .setGreatestBytes(size.greatestBytes())
                .setCount(size.count()));
        return wire.build();
    }

    static ExplainAsked explainAsked(Wire.ExplainAsked wire) throws ProtocolException {
        return new ExplainAsked(Fields.table(wire.getInstance(), wire.getTable()));
    }

    static Explained explained(Wire.Explained wire) throws ProtocolException {
        List<Considered> engines = new ArrayList<>();
        for (Wire.ConsideredEngine engine : wire.getEnginesList()) {
            engines.add(considered(engine));
        }
        Fields.require(wire.hasLife(), "life");
        Fields.require(wire.hasRecent(), "recent");
        return new Explained(
                Fields.node("node", wire.getNode()),
                Fields.table(wire.getInstance(), wire.getTable()),
                wire.getDeclared(),
                Fields.label("engine", wire.getEngine()),
                wire.getReason(),
                wire.getProblem(),
                engines,
                load("life", wire.getLife()),
                load("recent", wire.getRecent()),
                wire.hasAdvice() ? Optional.of(advice(wire.getAdvice())) : Optional.empty(),
                wire.getSilence());
    }

    private static Considered considered(Wire.ConsideredEngine wire) throws ProtocolException {
        return new Considered(
                Fields.name("engines.name", wire.getName()),
                wire.getTaken(),
                wire.getWhy(),
                Fields.amount("engines.suited_from_bytes", wire.getSuitedFromBytes()),
                Fields.amount("engines.suited_to_bytes", wire.getSuitedToBytes()),
                Fields.amount("engines.max_record_bytes", wire.getMaxRecordBytes()),
                List.copyOf(wire.getDurabilitiesList()),
                List.copyOf(wire.getAccessesList()),
                wire.getSuits());
    }

    private static Advice advice(Wire.EngineAdvice wire) throws ProtocolException {
        return new Advice(Fields.name("advice.engine", wire.getEngine()), wire.getStrong(), wire.getText());
    }

    private static Load load(String field, Wire.TableLoad wire) throws ProtocolException {
        List<SizeClass> sizes = new ArrayList<>();
        for (Wire.SizeClass size : wire.getSizesList()) {
            sizes.add(new SizeClass(
                    Fields.amount(field + ".sizes.least_bytes", size.getLeastBytes()),
                    Fields.amount(field + ".sizes.greatest_bytes", size.getGreatestBytes()),
                    Fields.amount(field + ".sizes.count", size.getCount())));
        }
        return new Load(
                Fields.amount(field + ".gets", wire.getGets()),
                Fields.amount(field + ".puts", wire.getPuts()),
                Fields.amount(field + ".deletes", wire.getDeletes()),
                Fields.amount(field + ".scans", wire.getScans()),
                Fields.amount(field + ".seconds", wire.getSeconds()),
                Fields.amount(field + ".busiest_seconds", wire.getBusiestSeconds()),
                Fields.amount(field + ".busiest_writes", wire.getBusiestWrites()),
                sizes);
    }
}
