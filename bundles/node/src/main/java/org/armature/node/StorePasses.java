package org.armature.node;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.node.PassReport.End;
import org.armature.replication.TableSpec;
import org.armature.ring.Position;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;

/**
 * Goes through stores of tables that two engines keep, page after page in ring order, and finds what differs. Pages are
 * compared beside requests, which change keys meanwhile; so whatever seems to differ is looked at again in the key's turn,
 * and only then given to the other engine. A first pass copies a store, and one that finds nothing shows that both are
 * equal. Paced like transfers.
 */
final class StorePasses {
    static final int PAGE = 64;
    private static final int PAGE_BYTES = 256 << 10;

    private final Workbench bench;
    private final Queue<Pass> passes = new ArrayDeque<>();

    StorePasses(Workbench bench) {
        this.bench = bench;
    }

    void on(Event.PassAsked asked) {
        passes.add(new Pass(asked));
        if (passes.size() == 1) {
            passes.element().nextPage();
        }
    }

    void on(Event.PassStopped stopped) {
        passes.stream().filter(pass -> pass.asked.pass() == stopped.pass()).forEach(pass -> pass.stopped = true);
    }

    private void ended(Pass pass, PassReport report) {
        passes.remove(pass);
        bench.outbox().add(new Effect.PassEnded(pass.asked.pass(), report));
        if (!passes.isEmpty()) {
            passes.element().nextPage();
        }
    }

    private final class Pass {
        private final Event.PassAsked asked;
        private Optional<StoreKey> after = Optional.empty();
        private Optional<String> failure = Optional.empty();
        private boolean stopped;
        private long entries;
        private long bytes;
        private long differing;
        private Slice slice = Slice.NONE;
        private int open;

        Pass(Event.PassAsked asked) {
            this.asked = asked;
        }

        void nextPage() {
            bench.slices().ask(Job.MIGRATION, given -> {
                slice = given;
                page();
            });
        }

        private void page() {
            Optional<TableSpec> table = bench.view().table(asked.table());
            if (stopped) {
                end(End.STOPPED, "");
            } else if (table.isEmpty()) {
                end(End.FAILED, "table " + asked.table() + " is not configured");
            } else {
                compare(table.get());
            }
        }

        private void compare(TableSpec table) {
            StorageCalls.Waiter waiter = new StorageCalls.Waiter() {
                @Override
                public void compared(Event.StoresCompared compared) {
                    entries += compared.entries();
                    bytes += compared.bytes();
                    after = compared.last().or(() -> after);
                    match(table, compared.differing(), compared.end());
                }

                @Override
                public void failed(ErrorCode code, String message) {
                    end(End.FAILED, code + " " + message);
                }
            };
            bench.storage()
                    .compareStore(asked.table(), asked.kind(), asked.partition(), after, PAGE, PAGE_BYTES, waiter);
        }

        private void match(TableSpec table, List<StoreKey> keys, boolean last) {
            if (keys.isEmpty()) {
                pageEnded(last);
                return;
            }
            open = keys.size();
            for (StoreKey storeKey : keys) {
                Key key = new Key(Bytes.wrap(storeKey.key()));
                match(Located.of(table, key, Position.of(key), asked.partition()), last);
            }
        }

        private void match(Located at, boolean last) {
            StorageCalls.Waiter waiter = new StorageCalls.Waiter() {
                @Override
                public void matched(boolean differed, long givenBytes) {
                    differing += differed ? 1 : 0;
                    bench.slices().took(Job.MIGRATION, givenBytes);
                    matchEnded(last);
                }

                @Override
                public void failed(ErrorCode code, String message) {
                    failure = Optional.of(code + " " + at + ": " + message);
                    matchEnded(last);
                }
            };
            if (asked.kind() == StoreKind.OBJECTS) {
                bench.objects().match(at, asked.mends(), waiter);
            } else {
                bench.hints().match(at, asked.mends(), waiter);
            }
        }

        private void matchEnded(boolean last) {
            open--;
            if (open == 0) {
                pageEnded(last);
            }
        }

        private void pageEnded(boolean last) {
            slice.end();
            if (failure.isPresent()) {
                end(End.FAILED, failure.get());
            } else if (last) {
                end(End.COMPLETED, "");
            } else {
                nextPage();
            }
        }

        private void end(End how, String cause) {
            slice.end();
            ended(this, new PassReport(entries, bytes, differing, how, cause));
        }
    }
}
