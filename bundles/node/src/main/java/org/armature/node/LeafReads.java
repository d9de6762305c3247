package org.armature.node;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.armature.antientropy.Entry;
import org.armature.antientropy.EntryHash;
import org.armature.antientropy.TreeShape;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.protocol.ProtocolException;
import org.armature.replication.LocalCopy;
import org.armature.replication.TableSpec;
import org.armature.ring.Position;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;

/** Reads what the keys of some leaves of a store add to them, page by page in ring order; not counted as the table's own load. */
final class LeafReads {
    private static final int PAGE_BYTES = 256 << 10;

    /** @param leaves of the store, at least one */
    record Leaves(TableSpec table, int partition, TreeShape shape, BitSet leaves) {
        static Leaves run(TableSpec table, int partition, TreeShape shape, int from, int to) {
            BitSet leaves = new BitSet();
            leaves.set(from, to);
            return new Leaves(table, partition, shape, leaves);
        }

        static Leaves all(TableSpec table, int partition, TreeShape shape) {
            return run(table, partition, shape, 0, shape.leaves());
        }

        /** The leaves between two of these are passed over. */
        Optional<StoreKey> start(Optional<StoreKey> behind) {
            int leaf = behind.map(key -> shape.leafOf(Position.fromBytes(key.position())))
                    .orElse(0);
            int next = leaves.nextSetBit(leaf);
            return next <= leaf ? behind : Optional.of(before(next));
        }

        private StoreKey before(int leaf) {
            return StoreKey.of(shape.from(partition, leaf).toBytes(), new byte[] {0});
        }

        boolean contain(Position position) {
            return leaves.get(shape.leafOf(position));
        }

        boolean endBefore(Position position) {
            return shape.leafOf(position) >= leaves.length();
        }
    }

    record FoundEntry(Located at, Entry entry) {}

    /** Exactly one of page and failed is called, once. */
    interface Reading {
        /** A copy of the page that follows can't be decoded. */
        void damaged(Located at, Bytes stored, ProtocolException why);

        /**
         * @param entries without copies that can't be decoded
         * @param last up to which key the page goes; empty if nothing is behind it in these leaves
         * @param bytes that were read
         */
        void page(List<FoundEntry> entries, Optional<StoreKey> last, long bytes);

        void failed(ErrorCode code, String message);
    }

    private final StorageCalls storage;

    LeafReads(StorageCalls storage) {
        this.storage = storage;
    }

    /** @param behind the key after which to begin; empty to begin with the first of the leaves */
    void read(Leaves leaves, Optional<StoreKey> behind, int maxEntries, Reading reading) {
        StorageCalls.Waiter waiter = new StorageCalls.Waiter() {
            @Override
            public void scanned(List<Event.FoundEntry> found, boolean end) {
                List<FoundEntry> entries = new ArrayList<>();
                Optional<StoreKey> last = Optional.empty();
                long bytes = 0;
                boolean past = false;
                for (Event.FoundEntry each : found) {
                    Key key = new Key(Bytes.wrap(each.key().key()));
                    Located at = Located.of(leaves.table(), key, Position.of(key), leaves.partition());
                    past = leaves.endBefore(at.position());
                    if (past) {
                        break;
                    }
                    last = Optional.of(each.key());
                    bytes += each.key().length() + each.value().length();
                    if (leaves.contain(at.position())) {
                        entry(leaves.shape(), at, each.value(), reading)
                                .ifPresent(entry -> entries.add(new FoundEntry(at, entry)));
                    }
                }
                reading.page(entries, end || past ? Optional.empty() : last, bytes);
            }

            @Override
            public void failed(ErrorCode code, String message) {
                reading.failed(code, message);
            }
        };
        storage.scanStore(
                leaves.table().name(),
                StoreKind.OBJECTS,
                leaves.partition(),
                leaves.start(behind),
                maxEntries,
                PAGE_BYTES,
                waiter);
    }

    private static Optional<Entry> entry(TreeShape shape, Located at, Bytes stored, Reading reading) {
        try {
            LocalCopy copy = LocalCopy.decode(stored.shared());
            return Optional.of(entry(shape, at, copy));
        } catch (ProtocolException damaged) {
            reading.damaged(at, stored, damaged);
            return Optional.empty();
        }
    }

    static Entry entry(TreeShape shape, Located at, LocalCopy copy) {
        return new Entry(at.storeKey(), shape.leafOf(at.position()), EntryHash.of(at.position(), copy.set()));
    }
}
