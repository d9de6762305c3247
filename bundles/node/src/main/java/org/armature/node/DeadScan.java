package org.armature.node;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.SortedSet;
import java.util.TreeSet;
import org.armature.antientropy.EntryHash;
import org.armature.model.ActorId;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.VersionSet;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.ReapingMessage.Reaping;
import org.armature.replication.LocalCopy;
import org.armature.replication.TableSpec;
import org.armature.ring.Position;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;

/**
 * Looks for what is to be removed of a partition, of which this node is the first owner: at the keys that it is known for, or
 * through all of it, table by table.
 */
final class DeadScan {
    /** So many at once are compared, and waited for. */
    static final int MOST = 1_024;

    private static final int PAGE = 256;
    private static final int PAGE_BYTES = 256 << 10;

    record Candidate(Located at, Reaping reaping) {}

    /** Exactly one of the two is called, once. */
    interface Ending {
        /**
         * @param more whether there may be more than were found
         * @param nextMillis wall time when the next thing can go; empty if nothing will by itself
         */
        void found(List<Candidate> candidates, boolean more, OptionalLong nextMillis);

        void failed(String why);
    }

    private final Workbench bench;
    private final int partition;
    private final int maxEntries;
    private final Ending ending;
    private final Suspects suspects;
    private final Queue<TableSpec> tables;
    private final Queue<Located> keys = new ArrayDeque<>();
    private final List<Candidate> candidates = new ArrayList<>();
    private TableSpec table;
    private Optional<StoreKey> after = Optional.empty();
    private OptionalLong nextMillis = OptionalLong.empty();

    /** @param maxEntries a longer vector is to be shortened */
    DeadScan(Workbench bench, Suspects suspects, int partition, int maxEntries, Ending ending) {
        this.suspects = suspects;
        this.bench = bench;
        this.partition = partition;
        this.maxEntries = maxEntries;
        this.ending = ending;
        this.tables = new ArrayDeque<>(bench.view().tables());
    }

    void start() {
        Optional<List<Located>> known = suspects.of(partition);
        if (known.isPresent()) {
            keys.addAll(known.get());
            nextKeys();
        } else {
            suspects.begin(partition);
            nextTable();
        }
    }

    // ---- keys that are known

    private void nextKeys() {
        if (keys.isEmpty() || candidates.size() >= MOST) {
            ending.found(candidates, !keys.isEmpty(), nextMillis);
        } else {
            bench.slices().ask(Job.REAPING, slice -> readKey(slice, PAGE));
        }
    }

    /** @param more keys within this slice */
    private void readKey(Slice slice, int more) {
        Located at = keys.poll();
        if (at == null || more == 0) {
            Optional.ofNullable(at).ifPresent(keys::add);
            slice.end();
            nextKeys();
            return;
        }
        bench.storage().read(at, StoreKind.OBJECTS, new StorageCalls.Waiter() {
            @Override
            public void read(Optional<Bytes> stored) {
                stored.ifPresent(bytes -> consider(at, bytes));
                readKey(slice, more - 1);
            }

            @Override
            public void failed(ErrorCode code, String message) {
                slice.end();
                ending.failed("reading here failed: " + code + " " + message);
            }
        });
    }

    // ---- all of the partition

    private void nextTable() {
        table = tables.poll();
        after = Optional.empty();
        if (table == null) {
            ending.found(candidates, false, nextMillis);
        } else {
            nextPage();
        }
    }

    private void nextPage() {
        bench.slices().ask(Job.REAPING, this::read);
    }

    private void read(Slice slice) {
        StorageCalls.Waiter page = new StorageCalls.Waiter() {
            @Override
            public void scanned(List<Event.FoundEntry> entries, boolean end) {
                entries.forEach(DeadScan.this::consider);
                slice.end();
                if (candidates.size() >= MOST) {
                    suspects.forget(partition);
                    ending.found(candidates, true, nextMillis);
                } else if (end || entries.isEmpty()) {
                    nextTable();
                } else {
                    nextPage();
                }
            }

            @Override
            public void failed(ErrorCode code, String message) {
                slice.end();
                suspects.forget(partition);
                ending.failed("reading here failed: " + code + " " + message);
            }
        };
        bench.storage().scanStore(table.name(), StoreKind.OBJECTS, partition, after, PAGE, PAGE_BYTES, page);
    }

    private void consider(Event.FoundEntry entry) {
        after = Optional.of(entry.key());
        Key key = new Key(Bytes.wrap(entry.key().key()));
        consider(Located.of(table, key, Position.of(key), partition), entry.value());
    }

    // ---- what is to go

    private void consider(Located at, Bytes stored) {
        bench.slices().took(Job.REAPING, at.storeKey().length() + stored.length());
        try {
            consider(at, LocalCopy.decode(stored.shared()).set());
        } catch (ProtocolException damaged) {
            bench.objects().damaged(at, stored, damaged);
        }
    }

    private void consider(Located at, VersionSet set) {
        OptionalLong deadFrom = set.deadFrom();
        if ((deadFrom.isEmpty() && set.seen().size() <= maxEntries) || !isFirstOwner(bench.view(), at)) {
            return;
        }
        suspects.add(at);
        long hash = EntryHash.of(at.position(), set);
        if (deadFrom.isPresent() && deadFrom.getAsLong() <= bench.time().wallMillis()) {
            candidates.add(new Candidate(at, new Reaping(at.key(), hash, new TreeSet<>())));
            return;
        }
        deadFrom.ifPresent(this::canGo);
        SortedSet<ActorId> superfluous =
                set.superfluous(maxEntries, bench.time().wallMillis());
        if (!superfluous.isEmpty()) {
            candidates.add(new Candidate(at, new Reaping(at.key(), hash, superfluous)));
        } else {
            set.superfluousFrom(maxEntries).ifPresent(this::canGo);
        }
    }

    private void canGo(long fromMillis) {
        nextMillis = OptionalLong.of(Math.min(fromMillis, nextMillis.orElse(Long.MAX_VALUE)));
    }

    /** Who leads the removal of the key. */
    static boolean isFirstOwner(View view, Located at) {
        return view.preferenceList(at).owners().get(0).equals(view.self());
    }
}
