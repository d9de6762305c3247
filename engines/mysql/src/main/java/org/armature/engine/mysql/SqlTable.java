package org.armature.engine.mysql;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.armature.storage.StoreId;
import org.armature.storage.StoreKind;

/**
 * A table of the database: what makes it, and what it must look like. Names are made of digits and of what matches
 * {@code [a-z0-9_]}, so they need no quoting.
 *
 * @param columns name, blank and type, as {@code information_schema} has it without the widths of whole numbers, in order
 * @param key the columns of the primary key, in order
 */
record SqlTable(String name, List<String> columns, List<String> key, String definition) {
    /** Environments share these two; a row names the environment. */
    static final SqlTable ENVIRONMENTS = new SqlTable(
            "armature_environment",
            List.of(
                    "number int unsigned",
                    "id binary(16)",
                    "layout smallint unsigned",
                    "instance varchar(48) ascii",
                    "directory varbinary(4096)",
                    "inode bigint",
                    "opener binary(16)",
                    "mark bigint",
                    "clean tinyint"),
            List.of("number"),
            "number INT UNSIGNED NOT NULL AUTO_INCREMENT, id BINARY(16) NOT NULL, layout SMALLINT UNSIGNED NOT NULL,"
                    + " instance VARCHAR(48) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,"
                    + " directory VARBINARY(4096) NOT NULL, inode BIGINT NOT NULL, opener BINARY(16) NOT NULL,"
                    + " mark BIGINT NOT NULL, clean TINYINT NOT NULL, PRIMARY KEY (number), UNIQUE KEY (id)");

    static final SqlTable STORES = new SqlTable(
            "armature_store",
            List.of(
                    "environment int unsigned",
                    "kind varchar(8) ascii",
                    "name varchar(48) ascii",
                    "p smallint unsigned",
                    "entries bigint",
                    "bytes bigint",
                    "dropped tinyint"),
            List.of("environment", "kind", "name", "p"),
            "environment INT UNSIGNED NOT NULL, kind VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,"
                    + " name VARCHAR(48) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, p SMALLINT UNSIGNED NOT NULL,"
                    + " entries BIGINT NOT NULL, bytes BIGINT NOT NULL, dropped TINYINT NOT NULL,"
                    + " PRIMARY KEY (environment, kind, name, p)");

    /** The greatest number of an environment with which the longest name of a data table has 64 characters. */
    static final long MOST_ENVIRONMENTS = 999_999;

    private static final Pattern WIDTH = Pattern.compile("(int)\\([0-9]+\\)");

    /** Holds what an environment keeps of one kind and table, all partitions. Clustered in ring order. */
    static SqlTable ofData(long environment, StoreKind kind, String table) {
        return new SqlTable(
                "e" + environment + "_" + word(kind) + "_" + table,
                List.of("p smallint unsigned", "h binary(16)", "k varbinary(1024)", "v longblob"),
                List.of("p", "h", "k"),
                "p SMALLINT UNSIGNED NOT NULL, h BINARY(16) NOT NULL, k VARBINARY(1024) NOT NULL, v LONGBLOB NOT NULL,"
                        + " PRIMARY KEY (p, h, k)");
    }

    static SqlTable ofData(long environment, StoreId store) {
        return ofData(environment, store.kind(), store.table());
    }

    /** As it stands in names of tables and in the catalogue. */
    static String word(StoreKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    static StoreKind kind(String word) {
        return StoreKind.valueOf(word.toUpperCase(Locale.ROOT));
    }

    String create() {
        return "CREATE TABLE IF NOT EXISTS " + name + " (" + definition
                + ") ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET binary";
    }

    /** The server's words for a type, as far as they concern what can be stored. */
    static String plainType(String type, String characterSet) {
        String plain = WIDTH.matcher(type.toLowerCase(Locale.ROOT)).replaceAll("$1");
        return characterSet == null ? plain : plain + " " + characterSet;
    }
}
