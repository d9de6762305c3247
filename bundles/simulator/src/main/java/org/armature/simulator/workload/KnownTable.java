package org.armature.simulator.workload;

import org.armature.model.TableName;
import org.armature.replication.TableSpec;

/** A table and how clients use it. */
public record KnownTable(TableSpec spec, Use use) {
    /** How clients use a table. */
    public enum Use {
        /** Siblings are read, and replaced by the writes of those that have read them. */
        SIBLINGS,
        /** The last write wins, and others are lost. */
        LAST_WRITE_WINS,
        /** The last write wins; all reads and writes are confirmed and none is repeated: a linearizable register. */
        REGISTER
    }

    public TableName name() {
        return spec.name();
    }
}
