package org.armature.server;

import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.armature.config.Circumstances;
import org.armature.config.InstanceConfig;
import org.armature.config.TableConfig;
import org.armature.model.TableName;
import org.armature.storage.EngineChoice;
import org.armature.storage.EngineProfile;

/** What is stored of tables on this node, served or not. Thread-safe. */
final class StoredTables implements Circumstances {
    private final EngineBindings bindings;
    private final TableLedger ledger;
    private final Set<TableName> adopted = new ConcurrentSkipListSet<>();

    StoredTables(EngineBindings bindings, TableLedger ledger) {
        this.bindings = bindings;
        this.ledger = ledger;
    }

    void adopt(TableName table) {
        adopted.add(table);
    }

    @Override
    public Optional<String> keeper(TableName table) {
        return bindings.keeper(table);
    }

    @Override
    public Optional<String> engine(TableName table) {
        return bindings.engine(table);
    }

    @Override
    public EngineChoice choice(InstanceConfig instance, TableConfig table) {
        return bindings.choice(instance, table);
    }

    @Override
    public SortedMap<String, EngineProfile> movedBetween(InstanceConfig instance, TableName table) {
        return bindings.movedBetween(instance, table);
    }

    @Override
    public boolean isOpen(String engine, String instance) {
        return bindings.isOpen(engine, instance);
    }

    @Override
    public Optional<TableConfig> earlier(TableName table) {
        return ledger.entry(table).map(TableLedger.Entry::rules).filter(rules -> bindings.mayHaveEntries(table));
    }

    @Override
    public boolean mayAdopt(TableName table) {
        return adopted.contains(table);
    }
}
