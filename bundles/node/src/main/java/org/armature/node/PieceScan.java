package org.armature.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.StoredRecord;
import org.armature.replication.TableSpec;
import org.armature.ring.Piece;
import org.armature.ring.Position;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;

/** Goes through a table's own copies of the keys of a piece, page after page in ring order. */
final class PieceScan {
    static final int PAGE = 16;
    private static final int PAGE_BYTES = 64 << 10;

    /** @param stored what the engine has, undecoded */
    record Found(Located at, Bytes stored, Bytes record) {}

    interface Reading {
        /** A copy of the page that follows can't be read any more; to whoever takes copies it is none. */
        default void damaged(Located at) {}

        /** @param end whether nothing of the piece is behind these */
        void page(List<Found> records, boolean end);

        void failed(ErrorCode code, String message);
    }

    private final Workbench bench;
    private final TableSpec table;
    private final Piece piece;
    private Optional<StoreKey> after;

    PieceScan(Workbench bench, TableSpec table, Piece piece) {
        this.bench = bench;
        this.table = table;
        this.piece = piece;
        this.after = isWholePartition() ? Optional.empty() : Optional.of(before(piece.from()));
    }

    private boolean isWholePartition() {
        return piece.from()
                .equals(Position.startOf(piece.partition(), bench.view().partitions()));
    }

    /** No key of the position comes before it. */
    private static StoreKey before(Position position) {
        return StoreKey.of(position.toBytes(), new byte[] {0});
    }

    void next(Reading reading) {
        StorageCalls.Waiter waiter = new StorageCalls.Waiter() {
            @Override
            public void scanned(List<Event.FoundEntry> entries, boolean end) {
                List<Found> records = new ArrayList<>();
                boolean past = false;
                for (Event.FoundEntry entry : entries) {
                    after = Optional.of(entry.key());
                    Key key = new Key(Bytes.wrap(entry.key().key()));
                    Located at = Located.of(table, key, Position.of(key), piece.partition());
                    past = piece.to().isPresent()
                            && at.position().compareTo(piece.to().get()) >= 0;
                    if (past) {
                        break;
                    }
                    decode(at, entry.value(), records, reading);
                }
                reading.page(records, end || past);
            }

            @Override
            public void failed(ErrorCode code, String message) {
                reading.failed(code, message);
            }
        };
        bench.storage().loads().scanned(table.name(), StoreKind.OBJECTS);
        bench.storage().scanStore(table.name(), StoreKind.OBJECTS, piece.partition(), after, PAGE, PAGE_BYTES, waiter);
    }

    private void decode(Located at, Bytes stored, List<Found> records, Reading reading) {
        try {
            records.add(
                    new Found(at, stored, StoredRecord.decode(stored.shared()).record()));
        } catch (ProtocolException damaged) {
            bench.objects().damaged(at, stored, damaged);
            reading.damaged(at);
        }
    }
}
