package org.armature.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.config.EngineSelection;
import org.armature.config.ObjectLimits;
import org.armature.config.Quorum;
import org.armature.config.QuorumTerms;
import org.armature.config.Reconciling;
import org.armature.config.TableConfig;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.TableName;
import org.armature.storage.Durability;

/**
 * By which rules, and on which engine, the objects of each table were stored on this node: also of tables that are served
 * no more. What a file says is a wish; this is what is so, and it outlives the process: what is changed is forced to disk
 * before the change returns. Thread-safe.
 */
final class TableLedger {
    private static final String HEAD = "tables 1";

    private final Path file;
    private SortedMap<TableName, Entry> entries;

    /**
     * @param engine that has the objects in the end, itself or below the one that serves; empty if none has kept any beyond
     *     the life of a process
     * @param rules of which the numbers of the quorum and the reconciliation count
     */
    record Entry(Optional<String> engine, TableConfig rules) {}

    private TableLedger(Path file, SortedMap<TableName, Entry> entries) {
        this.file = file;
        this.entries = entries;
    }

    /**
     * Empty if the file is not there.
     *
     * @throws StartFailed if it can't be understood
     */
    static TableLedger read(Path file) {
        try {
            SortedMap<TableName, Entry> entries = new TreeMap<>();
            String[] lines = Files.readString(file, StandardCharsets.UTF_8).split("\n", -1);
            if (!lines[0].equals(HEAD) || !lines[lines.length - 1].isEmpty()) {
                throw damaged(file, "it does not begin and end as it should");
            }
            for (int i = 1; i < lines.length - 1; i++) {
                Entry entry = entry(file, lines[i]);
                entries.put(entry.rules().name(), entry);
            }
            return new TableLedger(file, entries);
        } catch (NoSuchFileException e) {
            return new TableLedger(file, new TreeMap<>());
        } catch (IOException e) {
            throw damaged(file, e.toString());
        }
    }

    private static StartFailed damaged(Path file, String why) {
        return new StartFailed(
                ErrorCode.DIRECTORY_UNREADABLE,
                file + ", which says by what N and on which engine tables were stored, can't be read: " + why
                        + ". Restore it; or, if the files in etc/instances have not been changed since the last start,"
                        + " delete it: they are believed then. Nothing was changed");
    }

    private static Entry entry(Path file, String line) {
        String[] words = line.split(" ", -1);
        Map<String, String> values = new HashMap<>();
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            values.put(words[i].substring(0, Math.max(0, equals)), words[i].substring(equals + 1));
        }
        try {
            int slash = words[0].indexOf('/');
            TableName name = new TableName(words[0].substring(0, Math.max(0, slash)), words[0].substring(slash + 1));
            TableConfig rules = new TableConfig(
                    name,
                    new Quorum(number(values, "n"), number(values, "r"), number(values, "w")),
                    new QuorumTerms(
                            QuorumTerms.Kind.valueOf(upper(values, "quorum")),
                            number(values, "pr"),
                            number(values, "pw"),
                            number(values, "distinct-hosts")),
                    new Reconciling(new Reconciling.Rule(values.getOrDefault("reconcile", "")), Duration.ofMinutes(1)),
                    new EngineSelection.ForObjectsOf(1, Set.of()),
                    Durability.PROCESS,
                    Optional.empty(),
                    new ObjectLimits(Key.MAX_BYTES, 1, 1),
                    Optional.empty());
            return new Entry(Optional.ofNullable(values.get("engine")), rules);
        } catch (IllegalArgumentException e) {
            throw damaged(file, "line \"" + line + "\": " + e.getMessage());
        }
    }

    private static int number(Map<String, String> values, String key) {
        return Integer.parseInt(values.getOrDefault(key, ""));
    }

    private static String upper(Map<String, String> values, String key) {
        return values.getOrDefault(key, "").toUpperCase(Locale.ROOT);
    }

    synchronized Optional<Entry> entry(TableName table) {
        return Optional.ofNullable(entries.get(table));
    }

    synchronized SortedMap<TableName, Entry> entries() {
        return Collections.unmodifiableSortedMap(entries);
    }

    /**
     * Tables are stored by these rules from now on, on the engines they are on; those of other tables stay.
     *
     * @throws IOException if it can't be written; then nothing has changed
     */
    synchronized void noteRules(SortedMap<TableName, TableConfig> rules) throws IOException {
        SortedMap<TableName, Entry> next = new TreeMap<>(entries);
        rules.forEach((table, rule) -> next.put(table, new Entry(entry(table).flatMap(Entry::engine), rule)));
        become(next);
    }

    /**
     * From now on the engine has the table's objects; they are stored by the rules of before, or by its own if it is new.
     *
     * @throws IOException if it can't be written; then nothing has changed
     */
    synchronized void noteEngine(TableConfig table, String engine) throws IOException {
        SortedMap<TableName, Entry> next = new TreeMap<>(entries);
        TableConfig rules = entry(table.name()).map(Entry::rules).orElse(table);
        next.put(table.name(), new Entry(Optional.of(engine), rules));
        become(next);
    }

    /**
     * No engine has anything of the table.
     *
     * @throws IOException if that can't be written; then nothing has changed
     */
    synchronized void forgetEngine(TableName table) throws IOException {
        SortedMap<TableName, Entry> next = new TreeMap<>(entries);
        next.computeIfPresent(table, (name, entry) -> new Entry(Optional.empty(), entry.rules()));
        become(next);
    }

    /**
     * Nothing of the table is stored any more.
     *
     * @throws IOException if that can't be written; then nothing has changed
     */
    synchronized void remove(TableName table) throws IOException {
        SortedMap<TableName, Entry> next = new TreeMap<>(entries);
        next.remove(table);
        become(next);
    }

    private void become(SortedMap<TableName, Entry> next) throws IOException {
        if (!text(next).equals(text(entries)) || !Files.exists(file)) {
            DurableFile.write(file, text(next));
        }
        entries = next;
    }

    private static String text(SortedMap<TableName, Entry> entries) {
        StringBuilder text = new StringBuilder(HEAD).append('\n');
        entries.forEach((name, entry) -> {
            TableConfig rules = entry.rules();
            text.append(name);
            entry.engine().ifPresent(engine -> text.append(" engine=").append(engine));
            text.append(" n=").append(rules.quorum().n());
            text.append(" r=").append(rules.quorum().r());
            text.append(" w=").append(rules.quorum().w());
            text.append(" pr=").append(rules.terms().pr());
            text.append(" pw=").append(rules.terms().pw());
            text.append(" distinct-hosts=").append(rules.terms().distinctHosts());
            text.append(" quorum=").append(lower(rules.terms().kind()));
            text.append(" reconcile=").append(rules.reconciling().rule().text());
            text.append('\n');
        });
        return text.toString();
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
