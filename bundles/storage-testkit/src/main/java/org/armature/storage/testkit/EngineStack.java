package org.armature.storage.testkit;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.armature.storage.Durability;
import org.armature.storage.EngineOption;
import org.armature.storage.EngineProfile;
import org.armature.storage.Environment;
import org.armature.storage.EnvironmentSettings;
import org.armature.storage.Mutation;
import org.armature.storage.OpenReport;
import org.armature.storage.PartitionStore;
import org.armature.storage.StorageEngine;
import org.armature.storage.StoreId;

/**
 * A decorator on an engine as one engine, so that the contract takes it as it takes any: opens the one below first and
 * closes it last. Of the options, those that the decorator does not know and the engine below does are for the latter.
 */
public final class EngineStack implements StorageEngine {
    private final StorageEngine decorator;
    private final StorageEngine below;

    public EngineStack(StorageEngine decorator, StorageEngine below) {
        this.decorator = decorator;
        this.below = below;
    }

    @Override
    public String name() {
        return decorator.name();
    }

    @Override
    public EngineProfile profile() {
        return decorator.profileOver(below.profile());
    }

    /** The decorator's; those of the engine below are tried where it stands alone. */
    @Override
    public List<EngineOption> options() {
        return decorator.options();
    }

    @Override
    public Environment open(EnvironmentSettings settings) {
        SortedMap<String, String> options = new TreeMap<>(settings.options());
        SortedMap<String, String> optionsBelow = new TreeMap<>(options);
        optionsBelow.keySet().removeIf(name -> knows(decorator, name) || !knows(below, name));
        options.keySet().removeAll(optionsBelow.keySet());
        Environment ground =
                below.open(new EnvironmentSettings(settings.instance(), settings.directory(), optionsBelow));
        try {
            return new Stacked(
                    decorator.open(
                            new EnvironmentSettings(settings.instance(), settings.directory(), options),
                            ground,
                            below.profile()),
                    ground);
        } catch (RuntimeException e) {
            ground.close();
            throw e;
        }
    }

    private static boolean knows(StorageEngine engine, String option) {
        return engine.options().stream().anyMatch(known -> known.name().equals(option));
    }

    private record Stacked(Environment top, Environment ground) implements Environment {
        @Override
        public OpenReport openReport() {
            return top.openReport();
        }

        @Override
        public PartitionStore store(StoreId id) {
            return top.store(id);
        }

        @Override
        public SortedSet<StoreId> stores() {
            return top.stores();
        }

        @Override
        public void write(List<Mutation> batch, Durability durability) {
            top.write(batch, durability);
        }

        @Override
        public void sync() {
            top.sync();
        }

        @Override
        public void close() {
            try {
                top.close();
            } finally {
                ground.close();
            }
        }
    }
}
