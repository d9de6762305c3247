package org.armature.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.protocol.Message.Outcome;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.RecordCodec;
import org.armature.protocol.RecordDigest;
import org.armature.protocol.TransferMessage;
import org.armature.protocol.TransferMessage.KeyedDigest;
import org.armature.replication.TableSpec;
import org.armature.ring.Position;
import org.armature.storage.StoreKind;

/** Tells other nodes which of their records this node does not hold as they do. */
final class Comparisons {
    private final Workbench bench;

    Comparisons(Workbench bench) {
        this.bench = bench;
    }

    void on(ReplyTo asker, TransferMessage.CompareRecords asked) {
        Optional<TableSpec> table = bench.view().table(asked.table());
        if (table.isEmpty()) {
            bench.outbox()
                    .fail(
                            asker,
                            ErrorCode.NO_SUCH_TABLE,
                            Outcome.NOT_DONE,
                            bench.view().self() + " has no table " + asked.table());
        } else if (asked.records().isEmpty()) {
            bench.outbox().reply(asker, new TransferMessage.RecordsLacking(List.of()));
        } else {
            new Comparison(asker, asked.records()).start(table.get(), asked.partition());
        }
    }

    private final class Comparison {
        private final ReplyTo asker;
        private final List<KeyedDigest> theirs;
        private final boolean[] lacking;
        private int open;
        private boolean failed;

        Comparison(ReplyTo asker, List<KeyedDigest> theirs) {
            this.asker = asker;
            this.theirs = theirs;
            this.lacking = new boolean[theirs.size()];
            this.open = theirs.size();
        }

        void start(TableSpec table, int partition) {
            for (int i = 0; i < theirs.size(); i++) {
                int number = i;
                Located at = Located.of(
                        table, theirs.get(i).key(), Position.of(theirs.get(i).key()), partition);
                bench.reads().readStored(at, StoreKind.OBJECTS, new RecordReads.Reading() {
                    @Override
                    public void found(Optional<Bytes> record) {
                        lacking[number] = record.isEmpty() || !isEqual(record.get(), number);
                        ended();
                    }

                    @Override
                    public void failed(ErrorCode code, String message) {
                        if (code == ErrorCode.RECORD_CORRUPT) {
                            lacking[number] = true;
                        } else if (!failed) {
                            failed = true;
                            bench.outbox().fail(asker, code, Outcome.NOT_DONE, message);
                        }
                        ended();
                    }
                });
            }
        }

        private boolean isEqual(Bytes record, int number) {
            try {
                return RecordDigest.of(RecordCodec.decode(record))
                        .equals(theirs.get(number).digest());
            } catch (ProtocolException damaged) {
                return false;
            }
        }

        private void ended() {
            open--;
            if (open > 0 || failed) {
                return;
            }
            List<Integer> numbers = new ArrayList<>();
            for (int i = 0; i < lacking.length; i++) {
                if (lacking[i]) {
                    numbers.add(i);
                }
            }
            bench.outbox().reply(asker, new TransferMessage.RecordsLacking(numbers));
        }
    }
}
