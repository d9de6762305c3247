package org.armature.config;

import java.util.Optional;
import org.armature.model.TableName;

/** What the effect of a change depends on besides the files: this node's stores and engines. */
public interface Circumstances {
    /** That keeps the table's objects on this node; empty if none does yet, or it is not known. */
    Optional<String> engineOf(TableName table);

    /** That would be taken for a table of these wishes; empty if none that is installed will do. */
    Optional<String> engineFor(TableConfig table);

    /** Whether the engine has the instance's stores open, with the options it was given then. */
    boolean isOpen(String engine, String instance);

    /** By which rules the objects were stored that an earlier table of the name left; empty if it left none. */
    Optional<TableConfig> earlier(TableName table);

    /** Whether an operator has said that a new table takes over what an earlier one of its name left. */
    boolean mayAdopt(TableName table);
}
