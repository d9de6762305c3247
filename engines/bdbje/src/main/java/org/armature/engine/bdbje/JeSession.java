package org.armature.engine.bdbje;

import com.sleepycat.je.Database;
import com.sleepycat.je.DatabaseConfig;
import com.sleepycat.je.DatabaseNotFoundException;
import com.sleepycat.je.DiskLimitException;
import com.sleepycat.je.Environment;
import com.sleepycat.je.Transaction;
import com.sleepycat.je.TransactionConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.armature.storage.Durability;
import org.armature.storage.StoreId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One opening of a JE environment and its databases. An I/O error or an interrupt makes it invalid for good, and {@link
 * LiveSession} replaces it. Throws JE's exceptions. Thread-safe, but nothing may be under way at {@link #close()}.
 */
final class JeSession {
    private static final Logger LOG = LoggerFactory.getLogger(JeSession.class);

    private static final TransactionConfig TO_PROCESS =
            new TransactionConfig().setDurability(com.sleepycat.je.Durability.COMMIT_WRITE_NO_SYNC);
    private static final TransactionConfig TO_DISK =
            new TransactionConfig().setDurability(com.sleepycat.je.Durability.COMMIT_SYNC);

    private final Environment environment;
    private final DatabaseConfig databaseConfig;
    private final Map<StoreId, Database> databases = new ConcurrentHashMap<>();

    private JeSession(Environment environment, DatabaseConfig databaseConfig) {
        this.environment = environment;
        this.databaseConfig = databaseConfig;
    }

    static JeSession open(Path directory, BdbjeSettings settings) {
        DatabaseConfig databaseConfig = new DatabaseConfig();
        databaseConfig.setAllowCreate(true);
        databaseConfig.setTransactional(true);
        databaseConfig.setKeyPrefixing(true);
        return new JeSession(new Environment(directory.toFile(), settings.toEnvironmentConfig()), databaseConfig);
    }

    boolean isValid() {
        return environment.isValid();
    }

    /** The store's database, which is made if it is not there. */
    Database database(StoreId id) {
        Database open = databases.get(id);
        return open != null ? open : databases.computeIfAbsent(id, this::openDatabase);
    }

    SortedSet<StoreId> stores() {
        SortedSet<StoreId> stores = new TreeSet<>();
        for (String name : environment.getDatabaseNames()) {
            stores.add(StoreId.parse(name));
        }
        return stores;
    }

    Transaction begin(Durability durability) {
        return environment.beginTransaction(null, durability == Durability.DISK ? TO_DISK : TO_PROCESS);
    }

    /** Forced to the disk when it returns. */
    void drop(StoreId id) {
        Database open = databases.remove(id);
        if (open != null) {
            open.close();
        }
        Transaction transaction = begin(Durability.DISK);
        try {
            environment.removeDatabase(transaction, id.toString());
            transaction.commit();
        } catch (DatabaseNotFoundException e) {
            transaction.abort();
            LOG.debug("store to drop was not there store={}", id, e);
        } catch (RuntimeException e) {
            abort(transaction, e);
            throw e;
        }
    }

    void sync() {
        environment.flushLog(true);
    }

    /** Ends a transaction that failed for another reason, which stays the one to report. */
    static void abort(Transaction transaction, Throwable reason) {
        try {
            transaction.abort();
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    /**
     * With a checkpoint, so that the next open is quick.
     *
     * @return whether the checkpoint was written; without room it is not, which loses nothing: the log is whole and
     *     forced, and the next open reads more of it
     */
    boolean close() {
        databases.values().forEach(Database::close);
        try {
            environment.close();
            return true;
        } catch (DiskLimitException e) {
            LOG.warn("closed without a checkpoint, no room directory={}", environment.getHome(), e);
            return false;
        }
    }

    /** Releases what an invalid environment still holds. */
    void abandon() {
        for (Database database : databases.values()) {
            try {
                database.close();
            } catch (RuntimeException e) {
                LOG.debug("closing a database of an invalid environment", e);
            }
        }
        try {
            environment.close();
        } catch (RuntimeException e) {
            LOG.debug("closing an invalid environment", e);
        }
    }

    private Database openDatabase(StoreId id) {
        return environment.openDatabase(null, id.toString(), databaseConfig);
    }
}
