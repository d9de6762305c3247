package org.armature.config;

import java.util.Optional;
import java.util.SortedMap;
import org.armature.model.TableName;
import org.armature.storage.EngineChoice;
import org.armature.storage.EngineProfile;

/** What the effect of a change depends on besides the files: this node's stores and engines. */
public interface Circumstances {
    /** That has the table's objects over restarts, itself or below the one that serves; empty if none has. */
    Optional<String> keeper(TableName table);

    /** That serves the table at this moment; empty if none does. */
    Optional<String> engine(TableName table);

    /** Which of the engines that are there the table would get at a start. */
    EngineChoice choice(InstanceConfig instance, TableConfig table);

    /**
     * The engines that keep the table since an operator has begun to move it, each with what it promises; empty if it is not
     * moved. Two while both have a copy; one from then on until the files name it.
     */
    SortedMap<String, EngineProfile> movedBetween(InstanceConfig instance, TableName table);

    /** Whether the engine has the instance's stores open, with the options it was given then. */
    boolean isOpen(String engine, String instance);

    /** By which rules the objects were stored that an earlier table of the name left; empty if it left none. */
    Optional<TableConfig> earlier(TableName table);

    /** Whether an operator has said that a new table takes over what an earlier one of its name left. */
    boolean mayAdopt(TableName table);
}
