package org.armature.engine.mysql;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.armature.storage.OpenReport;
import org.armature.storage.OpenReport.State;
import org.armature.storage.StorageException;

/**
 * Opens what a directory has in the database, or makes it: settings, server and tables are checked first, then the
 * owner's lock is taken, what earlier sessions left undone is ended, and only then is anything changed.
 */
final class Opening {
    private static final List<SqlTable> SHARED = List.of(SqlTable.ENVIRONMENTS, SqlTable.STORES);

    private final MysqlSettings settings;
    private final String instance;
    private final Path directory;
    private final Home home;
    private final ServerAccess access;

    private Opening(MysqlSettings settings, String instance, Path directory, ServerAccess access) throws IOException {
        this.settings = settings;
        this.instance = instance;
        this.directory = directory;
        this.home = Home.of(directory);
        this.access = access;
    }

    /**
     * What was opened.
     *
     * @param number of the environment, in the names of its tables
     * @param rows the stores as the last opener left them
     */
    record Opened(
            OpenReport report,
            long number,
            ServerAccess access,
            Sessions sessions,
            Ownership ownership,
            StoreRows.Read rows,
            Collection<SqlTable> tables) {}

    static Opened open(MysqlSettings settings, String instance, Path directory) throws IOException {
        Opening opening = new Opening(settings, instance, directory, new ServerAccess(settings, directory));
        Optional<DirectoryMark> mark = DirectoryMark.read(directory);
        Connection guard = null;
        try {
            guard = opening.access.getConnection();
            ServerFacts facts = ServerFacts.read(guard);
            facts.refuseUnfit(settings);
            return mark.isPresent() ? opening.existing(guard, facts, mark.get()) : opening.fresh(guard, facts);
        } catch (SQLException e) {
            Quietly.close(guard == null ? () -> {} : guard);
            throw Failures.onOpening(e, settings);
        } catch (IOException | RuntimeException e) {
            Quietly.close(guard == null ? () -> {} : guard);
            throw e;
        }
    }

    /**
     * Refuses what {@link #open} would before it changes anything, and changes nothing.
     *
     * @param directory may be missing
     * @param scratch for what the driver reads from files
     */
    static void check(MysqlSettings settings, String instance, Path directory, Path scratch) throws IOException {
        ServerAccess access = new ServerAccess(settings, scratch);
        Optional<DirectoryMark> mark = DirectoryMark.read(directory);
        try (Connection connection = access.getConnection()) {
            ServerFacts.read(connection).refuseUnfit(settings);
            if (mark.isPresent()) {
                new Opening(settings, instance, directory, access).own(connection, mark.get());
            } else {
                refuseOthersTables(connection, settings);
            }
        } catch (SQLException e) {
            throw Failures.onOpening(e, settings);
        }
    }

    /** Those that environments share, as far as they are there. */
    private static void refuseOthersTables(Connection connection, MysqlSettings settings) throws SQLException {
        SchemaCheck before = SchemaCheck.read(connection, 0, settings.place());
        before.refuseUnlessRight(SHARED.stream().filter(before::has).toList());
    }

    private Opened fresh(Connection guard, ServerFacts facts) throws SQLException, IOException {
        refuseOthersTables(guard, settings);
        try (Statement statement = guard.createStatement()) {
            for (SqlTable table : SHARED) {
                statement.execute(table.create());
            }
        }
        SchemaCheck.read(guard, 0, settings.place()).refuseUnlessRight(SHARED);
        EnvironmentRow row = EnvironmentRow.make(guard, random(), instance, home, random());
        DirectoryMark mark = new DirectoryMark(row.id(), row.opener(), row.mark(), true, "");
        SessionLocks locks = SessionLocks.of(row.id());
        lock(guard, row, mark, locks);
        return take(
                guard,
                locks,
                facts,
                row,
                mark,
                new OpenReport(State.EMPTY, "new tables e" + row.number() + "_... in " + settings.place()));
    }

    /** The row of the environment that the directory names. */
    private EnvironmentRow own(Connection connection, DirectoryMark mark) throws SQLException {
        SchemaCheck shared = SchemaCheck.read(connection, 0, settings.place());
        if (!shared.has(SqlTable.ENVIRONMENTS)) {
            throw foreign("which has no tables of this engine at all");
        }
        shared.refuseUnlessRight(SHARED);
        EnvironmentRow row = EnvironmentRow.find(connection, mark.id())
                .orElseThrow(() -> foreign("which has tables of other nodes or instances only"));
        refuseUnlessOurs(row);
        return row;
    }

    private Opened existing(Connection guard, ServerFacts facts, DirectoryMark mark) throws SQLException, IOException {
        EnvironmentRow row = own(guard, mark);
        SessionLocks locks = SessionLocks.of(row.id());
        lock(guard, row, mark, locks);
        // once more, for what another opener did before it gave the lock up
        EnvironmentRow locked =
                EnvironmentRow.find(guard, row.id()).orElseThrow(() -> foreign("which lost its tables"));
        refuseUnlessOurs(locked);
        return take(guard, locks, facts, locked, mark, report(locked, mark));
    }

    private Opened take(
            Connection guard,
            SessionLocks locks,
            ServerFacts facts,
            EnvironmentRow row,
            DirectoryMark mark,
            OpenReport report)
            throws SQLException, IOException {
        Sessions sessions = new Sessions(locks, Duration.ofMillis(settings.socketMillis()));
        access.lockSessions(locks);
        sessions.endOthers(guard);
        StoreRows.Read rows = new StoreRows(row.number()).read(guard);
        Collection<SqlTable> tables = tablesOf(row, rows);
        SchemaCheck.read(guard, row.number(), settings.place()).refuseUnlessRight(tables);

        String opener = random();
        String doubt = report.state() == State.DOUBTFUL ? report.detail() : "";
        DirectoryMark opened =
                new DirectoryMark(mark.id(), opener, Math.max(mark.mark(), row.mark()) + 1, false, doubt);
        row.open(guard, home, opener, opened.mark());
        opened.write(directory);
        Ownership ownership = new Ownership(settings, access, locks, directory, row.number(), guard, opened, facts);
        return new Opened(report, row.number(), access, sessions, ownership, rows, tables);
    }

    /** A lock that the last opener of this very directory left is of no use to anyone: the directory's own lock is ours. */
    private void lock(Connection guard, EnvironmentRow row, DirectoryMark mark, SessionLocks locks)
            throws SQLException {
        long holder = Sessions.holds(guard, locks.ofOwner());
        if (holder != 0 && row.home().isThat(home) && row.opener().equals(mark.opener())) {
            Sessions.kill(guard, holder);
        }
        if (!Ownership.lock(guard, locks)) {
            throw new StorageException.InUse("the tables e" + row.number() + "_... in " + settings.place()
                    + ", which belong to " + directory + ", are open in another process, last from "
                    + row.home().path() + "; nothing was changed. Close it there");
        }
    }

    private void refuseUnlessOurs(EnvironmentRow row) {
        if (row.layout() != EnvironmentRow.LAYOUT) {
            throw new StorageException.BadSettings("the tables of " + directory + " in " + settings.place()
                    + " have layout " + row.layout() + ", and this engine knows layout " + EnvironmentRow.LAYOUT
                    + "; nothing was changed. Use the engine that wrote them");
        }
        if (!row.instance().equals(instance)) {
            throw new StorageException.BadSettings("the tables e" + row.number() + "_... in " + settings.place()
                    + " hold instance \"" + row.instance() + "\", and \"" + instance + "\" was to be opened from "
                    + directory + "; nothing was changed. Give each instance its own directory");
        }
        if (!row.home().isThat(home) && !settings.adopt()) {
            throw new StorageException.BadSettings("the tables e" + row.number() + "_... in " + settings.place()
                    + " belong to the directory " + row.home().path() + ", and " + directory
                    + " is a copy of it, perhaps of another node; nothing was changed. If the directory was moved or"
                    + " restored, and the other one is used no more, start once with adopt = true; otherwise move this"
                    + " directory away, and begin with an empty one");
        }
    }

    private OpenReport report(EnvironmentRow row, DirectoryMark mark) {
        String marks = "the directory has mark " + mark.mark() + (mark.clean() ? ", closed" : ", open")
                + ", the database " + row.mark() + (row.clean() ? ", closed" : ", open");
        if (!mark.doubt().isEmpty()) {
            return new OpenReport(State.DOUBTFUL, "not closed cleanly since a doubtful open: " + mark.doubt());
        }
        if (row.mark() < mark.mark()) {
            return new OpenReport(
                    State.DOUBTFUL, "the database is older than the directory, as after a restored backup: " + marks);
        }
        if (row.mark() > mark.mark() + 1) {
            return new OpenReport(
                    State.DOUBTFUL,
                    "the directory is older than the database, as after a restored backup, or one opened from a copy: "
                            + marks);
        }
        boolean clean = row.mark() == mark.mark() && row.clean() && mark.clean();
        return clean ? new OpenReport(State.CLEAN, marks) : new OpenReport(State.RECOVERED, marks);
    }

    private StorageException foreign(String which) {
        return new StorageException.BadSettings("the directory " + directory + " belongs to other tables than those of "
                + settings.place() + ", " + which + "; nothing was changed. Give the host, port and database it was"
                + " filled with, or restore that database; to begin empty in this one, move the directory away");
    }

    private static Collection<SqlTable> tablesOf(EnvironmentRow row, StoreRows.Read rows) {
        Map<String, SqlTable> tables = new TreeMap<>();
        Stream.concat(rows.stores().keySet().stream(), rows.dropped().stream())
                .map(id -> SqlTable.ofData(row.number(), id))
                .forEach(table -> tables.put(table.name(), table));
        return tables.values();
    }

    /** 16 bytes as hexadecimal digits. */
    private static String random() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
