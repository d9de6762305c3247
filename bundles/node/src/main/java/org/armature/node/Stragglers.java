package org.armature.node;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.armature.model.ErrorCode;
import org.armature.protocol.ProtocolException;
import org.armature.replication.HintCopy;
import org.armature.replication.TableSpec;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;

/**
 * What this node still keeps or has under way of earlier reap epochs of a partition, which could bring back what is about to be
 * removed: puts it coordinates, hints, copies of places it gave away.
 */
final class Stragglers {
    private static final int PAGE = 64;
    private static final int PAGE_BYTES = 1 << 20;

    private final Workbench bench;
    private final HintDelivery delivery;
    private final Transfers transfers;

    Stragglers(Workbench bench, HintDelivery delivery, Transfers transfers) {
        this.bench = bench;
        this.delivery = delivery;
        this.transfers = transfers;
    }

    /**
     * Looks for what is of an epoch before this one.
     *
     * @param told once, what there is, as half a sentence; empty if nothing is
     */
    void before(int partition, long epoch, Consumer<String> told) {
        Optional<String> atHand = atHand(partition, epoch);
        if (atHand.isPresent()) {
            told.accept(atHand.get());
        } else {
            new HintLook(partition, epoch, told).start();
        }
    }

    private Optional<String> atHand(int partition, long epoch) {
        if (!bench.view().stands()) {
            return Optional.of("places move to other nodes");
        }
        if (bench.calls().any(call -> call instanceof PutCall put && put.isBefore(partition, epoch))) {
            return Optional.of("it has puts under way");
        }
        if (!transfers.leftoversAreGone()) {
            return Optional.of("it has copies of places that it gave away");
        }
        return bench.hints().isBusy(partition)
                ? Optional.of("it has not looked at all that it keeps for other nodes")
                : Optional.empty();
    }

    /** Through the stores of hints, which are few unless a node was away. */
    private final class HintLook implements StorageCalls.Waiter {
        private final int partition;
        private final long epoch;
        private final Consumer<String> told;
        private final Queue<TableSpec> tables;
        private TableSpec table;
        private Optional<StoreKey> after = Optional.empty();
        private Slice slice = Slice.NONE;

        HintLook(int partition, long epoch, Consumer<String> told) {
            this.partition = partition;
            this.epoch = epoch;
            this.told = told;
            this.tables = new ArrayDeque<>(bench.view().tables().stream()
                    .filter(each -> delivery.mayHave(each.name(), partition))
                    .toList());
        }

        /** In one slice, since whoever asked waits. */
        void start() {
            if (tables.isEmpty()) {
                nextStore();
            } else if (!bench.slices().answer(this::start)) {
                told.accept(Slices.TOO_MANY_ANSWERS);
            }
        }

        private void start(Slice given) {
            slice = given;
            nextStore();
        }

        private void tell(String what) {
            slice.end();
            told.accept(what);
        }

        private void nextStore() {
            table = tables.poll();
            after = Optional.empty();
            if (table == null) {
                tell(atHand(partition, epoch).orElse(""));
            } else {
                nextPage();
            }
        }

        private void nextPage() {
            bench.storage().scanStore(table.name(), StoreKind.HINTS, partition, after, PAGE, PAGE_BYTES, this);
        }

        @Override
        public void scanned(List<Event.FoundEntry> entries, boolean end) {
            for (Event.FoundEntry entry : entries) {
                after = Optional.of(entry.key());
                if (isBefore(entry)) {
                    tell("it keeps hints that their owners have not got yet");
                    return;
                }
            }
            if (end || entries.isEmpty()) {
                nextStore();
            } else {
                nextPage();
            }
        }

        /** A damaged one is taken away by whoever delivers it. */
        private boolean isBefore(Event.FoundEntry entry) {
            try {
                return HintCopy.decode(entry.value().shared()).reapEpoch() < epoch;
            } catch (ProtocolException damaged) {
                return true;
            }
        }

        @Override
        public void failed(ErrorCode code, String message) {
            tell("its hints can't be read: " + code + " " + message);
        }
    }
}
