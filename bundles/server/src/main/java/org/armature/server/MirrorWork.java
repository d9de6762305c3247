package org.armature.server;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.node.Effect;
import org.armature.node.Event;
import org.armature.storage.Durability;
import org.armature.storage.Mutation;
import org.armature.storage.PartitionStore;
import org.armature.storage.StorageException;

/**
 * Writes, compares and copies between the two engines of a table, on the caller's thread. Never within the gates of both at
 * once: an engine that does not answer holds up nothing of the other.
 */
final class MirrorWork {
    static final String NO_ANSWER = "the other engine has not answered for " + Mirror.PATIENCE_NANOS / 1_000_000_000
            + " s; the table goes on without it";

    private static final String EXCHANGED = "an engine is being exchanged";

    private final Mirror mirror;
    private final EngineBindings bindings;

    MirrorWork(Mirror mirror, EngineBindings bindings) {
        this.mirror = mirror;
        this.bindings = bindings;
    }

    // ---- what the serving engine has written

    void write(List<MirrorCall.Write> writes) {
        Map<Durability, List<MirrorCall.Write>> batches = new EnumMap<>(Durability.class);
        writes.forEach(write -> batches.computeIfAbsent(write.durability(), absent -> new ArrayList<>())
                .add(write));
        batches.forEach(this::write);
    }

    private void write(Durability durability, List<MirrorCall.Write> writes) {
        boolean written = false;
        try {
            List<Mutation> all = new ArrayList<>();
            writes.forEach(write -> all.addAll(write.mutations()));
            inOther(other -> {
                other.environment().write(all, other.promised(durability));
                return true;
            });
            written = true;
        } catch (StorageException | EngineMissing e) {
            mirror.failed(e.getMessage());
        } finally {
            boolean done = written;
            writes.forEach(write -> write.ended(done));
        }
    }

    // ---- what both have

    void compare(MirrorCall.Compare call) {
        Effect.CompareStore wanted = call.wanted();
        call.ended(result(wanted.operation(), () -> {
            StorePage served = inServing(table -> page(table.store(wanted.kind(), wanted.partition()), wanted));
            StorePage others = inOther(table -> page(table.store(wanted.kind(), wanted.partition()), wanted));
            Event.StoresCompared compared = served.comparedWith(others, wanted.operation());
            mirror.compared(compared.bytes());
            return compared;
        }));
    }

    private static StorePage page(PartitionStore store, Effect.CompareStore wanted) {
        return StorePage.read(store, wanted.after(), wanted.maxEntries(), wanted.maxBytes());
    }

    /** The keys are in their turns: what the serving engine has of them does not change meanwhile. */
    void match(List<MirrorCall.Match> calls) {
        List<Unequal> unequal = new ArrayList<>();
        for (MirrorCall.Match call : calls) {
            Effect.MatchRecord wanted = call.wanted();
            Event result = result(wanted.operation(), () -> {
                Optional<byte[]> served = inServing(table -> get(table, wanted));
                Optional<byte[]> others = inOther(table -> get(table, wanted));
                boolean equal = served.isPresent() == others.isPresent()
                        && (served.isEmpty() || Arrays.equals(served.get(), others.get()));
                if (!equal && wanted.mends()) {
                    unequal.add(new Unequal(call, served));
                    return null;
                }
                return new Event.RecordMatched(wanted.operation(), !equal, 0);
            });
            if (result != null) {
                call.ended(result);
            }
        }
        mend(unequal);
    }

    private static Optional<byte[]> get(TableBinding table, Effect.MatchRecord wanted) {
        return table.store(wanted.kind(), wanted.partition()).get(wanted.key());
    }

    private record Unequal(MirrorCall.Match call, Optional<byte[]> served) {
        Event mended() {
            return new Event.RecordMatched(call.wanted().operation(), true, bytes());
        }

        long bytes() {
            return served.map(value -> (long) value.length).orElse(0L)
                    + call.wanted().key().length();
        }

        Mutation mutation(TableBinding table) {
            Effect.MatchRecord wanted = call.wanted();
            return table.mutation(wanted.kind(), wanted.partition(), wanted.key(), served.map(Bytes::wrap));
        }
    }

    /** All together; one by one if one of them is too large. */
    private void mend(List<Unequal> unequal) {
        unequal.removeIf(each -> each.call().isOver());
        if (unequal.isEmpty()) {
            return;
        }
        try {
            inOther(table -> write(table, unequal));
            unequal.forEach(this::mended);
        } catch (StorageException.ValueTooLarge e) {
            if (unequal.size() == 1) {
                failed(unequal.get(0), e);
            } else {
                unequal.forEach(each -> mend(new ArrayList<>(List.of(each))));
            }
        } catch (StorageException | EngineMissing e) {
            unequal.forEach(each -> failed(each, e));
        }
    }

    private boolean write(TableBinding table, List<Unequal> unequal) {
        List<Mutation> mutations =
                unequal.stream().map(each -> each.mutation(table)).toList();
        table.environment().write(mutations, table.promised(mirror.durability()));
        return true;
    }

    private void mended(Unequal each) {
        mirror.copied(each.bytes());
        each.call().ended(each.mended());
    }

    private static void failed(Unequal each, RuntimeException why) {
        each.call().ended(StorageWork.failed(each.call().wanted().operation(), why));
    }

    // ---- gates

    private interface Work {
        /** Null if it is told later. */
        Event carryOut();
    }

    private static Event result(long operation, Work work) {
        try {
            return work.carryOut();
        } catch (StorageException | EngineMissing e) {
            return StorageWork.failed(operation, e);
        }
    }

    private <T> T inServing(Function<TableBinding, T> work) {
        return within(bindings.table(mirror.table()), work);
    }

    private <T> T inOther(Function<TableBinding, T> work) {
        return within(
                mirror.other()
                        .orElseThrow(() -> new EngineMissing(
                                ErrorCode.ENGINE_MISSING,
                                "the other engine of table " + mirror.table() + ": " + mirror.absence())),
                work);
    }

    /** An environment that was exchanged after it was looked up is closed, and says so. */
    private static <T> T within(TableBinding table, Function<TableBinding, T> work) {
        if (!table.gate().enter()) {
            throw new EngineMissing(ErrorCode.ENGINE_SWAPPING, EXCHANGED);
        }
        try {
            return work.apply(table);
        } finally {
            table.gate().leave();
        }
    }
}
