package org.armature.bench;

import java.util.List;
import org.armature.client.ReadResult;
import org.armature.client.StoreException;
import org.armature.client.Table;
import org.armature.client.WriteResult;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.Key;

/**
 * A table, through the public client. A put passes on the context that this thread's last put of the key gave back, so
 * it replaces what is there and no siblings pile up: no other thread writes the key. After a put that failed the context
 * is not known, and the next put of the key reads first; that read counts to the put's latency.
 */
public final class StoreTarget implements Target {
    static final String MISSING = "MISSING";
    static final String WRONG_VALUE = "WRONG_VALUE";

    private final Table table;
    private final Workload workload;
    private final Witness witness;
    private final SeededObjects objects;

    StoreTarget(Table table, Workload workload) {
        this(table, workload, Witness.NOBODY);
    }

    public StoreTarget(Table table, Workload workload, Witness witness) {
        this.table = table;
        this.witness = witness;
        this.workload = workload;
        this.objects = new SeededObjects(workload.seed(), workload.valueBytes());
    }

    @Override
    public Session session(int thread) {
        return new TableSession(new CausalContext[workload.keysOf(thread)]);
    }

    private static Key key(int number) {
        return new Key(Bytes.wrap(SeededObjects.key(number)));
    }

    private final class TableSession implements Session {
        /** By own keys; null where it is not known. */
        private final CausalContext[] contexts;

        private long writes;

        private TableSession(CausalContext[] contexts) {
            this.contexts = contexts;
        }

        @Override
        public int get(int key) throws OperationFailed {
            long before = witness.acknowledged(key);
            try {
                ReadResult found = table.get(key(key));
                List<Bytes> values = found.values();
                if (values.isEmpty()) {
                    throw new OperationFailed(MISSING, "key " + key + " was loaded and is not there");
                }
                long newest = 0;
                for (Bytes value : values) {
                    if (!objects.isValueOf(key, value.shared())) {
                        throw new OperationFailed(
                                WRONG_VALUE, "key " + key + " shows a value that was not written to it");
                    }
                    newest = Math.max(newest, objects.writeOf(value.shared()));
                }
                witness.shown(before, newest);
                return found.versions().size();
            } catch (StoreException e) {
                throw new OperationFailed(code(e), e);
            }
        }

        @Override
        public int put(int key) throws OperationFailed {
            int own = key / workload.threads();
            CausalContext known = contexts[own];
            contexts[own] = null;
            try {
                CausalContext context =
                        known != null ? known : table.get(key(key)).context();
                long write = writes++;
                WriteResult result = table.put(key(key), Bytes.wrap(objects.value(key, write)), context);
                contexts[own] = result.context();
                witness.acknowledged(key, write);
                return result.siblings();
            } catch (StoreException e) {
                throw new OperationFailed(code(e), e);
            }
        }

        private static String code(StoreException e) {
            return e.code() + " " + e.code().name();
        }
    }
}
