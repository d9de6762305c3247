package org.armature.engine.mysql;

import com.mysql.cj.jdbc.AbandonedConnectionCleanupThread;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.armature.engine.common.Uninterrupted;
import org.armature.storage.Durability;
import org.armature.storage.EngineOption;
import org.armature.storage.EngineProfile;
import org.armature.storage.Environment;
import org.armature.storage.EnvironmentSettings;
import org.armature.storage.StorageEngine;
import org.armature.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A MySQL or MariaDB server that the operator runs, the engine of the paper for larger objects (Dynamo §5). Each application
 * instance of each node has tables of its own; several may share a database. Thread-safe.
 */
public class MysqlEngine implements StorageEngine {
    private static final Logger LOG = LoggerFactory.getLogger(MysqlEngine.class);

    private static final EngineProfile PROFILE = new EngineProfile(
            100 << 10,
            16 << 20,
            16 << 20,
            EnumSet.of(Durability.PROCESS, Durability.DISK),
            true,
            "objects of 100 KB to 16 MB with even latency, and data that is to be backed up or looked at with SQL");

    private final Set<MysqlEnvironment> open = ConcurrentHashMap.newKeySet();
    private final UnaryOperator<String> processEnvironment;

    public MysqlEngine() {
        this(System::getenv);
    }

    /** @param processEnvironment gives the value of a variable, null if there is none of that name */
    MysqlEngine(UnaryOperator<String> processEnvironment) {
        this.processEnvironment = processEnvironment;
    }

    @Override
    public final String name() {
        return "mysql";
    }

    @Override
    public final EngineProfile profile() {
        return PROFILE;
    }

    @Override
    public final List<EngineOption> options() {
        return MysqlSettings.OPTIONS;
    }

    @Override
    public final boolean storesInDirectory() {
        return false;
    }

    /** What only the making of tables shows, such as a missing privilege for that, is not found. */
    @Override
    public final void check(EnvironmentSettings settings) {
        MysqlSettings read = MysqlSettings.read(this, settings, processEnvironment);
        try (Scratch scratch = Scratch.make()) {
            Opening.check(read, settings.instance(), settings.directory(), scratch.directory());
        } catch (IOException e) {
            throw new StorageException.Unavailable(
                    "it can't be told whether the environment in " + settings.directory() + " can be opened: " + e);
        }
    }

    @Override
    public final Environment open(EnvironmentSettings settings) {
        MysqlSettings read = MysqlSettings.read(this, settings, processEnvironment);
        return Uninterrupted.call(() -> {
            MysqlEnvironment environment =
                    MysqlEnvironment.open(PROFILE, settings.instance(), settings.directory(), read, open::remove);
            open.add(environment);
            return environment;
        });
    }

    /**
     * Closes what its openers left open, and stops the driver's thread: either would keep the bundle's classes until the
     * JVM ends.
     */
    final void closeAll() {
        for (MysqlEnvironment environment : open) {
            LOG.warn("environment left open by its opener instance={}", environment.instance());
            environment.close();
        }
        AbandonedConnectionCleanupThread.uncheckedShutdown();
    }
}
