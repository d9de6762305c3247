package org.armature.demo.database;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A database on a server that speaks MySQL's protocol; to be closed, which ends the server if it was started for this. */
public final class Database implements AutoCloseable {
    private final String name;
    private final SortedMap<String, String> options;
    private final Runnable end;

    /**
     * @param name for people
     * @param options of the engine {@code mysql}
     * @param end may be called more than once
     */
    Database(String name, Map<String, String> options, Runnable end) {
        this.name = name;
        this.options = new TreeMap<>(options);
        this.end = end;
    }

    /** For people, such as {@code MariaDB 11.4.5, started for this run}. */
    public String name() {
        return name;
    }

    /** A block for an instance's file, with which the engine {@code mysql} finds the database. */
    public String engineBlock() {
        return options.entrySet().stream()
                .map(option -> option.getKey() + " = \"" + option.getValue() + "\"")
                .collect(Collectors.joining(", ", "engines { mysql { ", " } }\n"));
    }

    @Override
    public void close() {
        end.run();
    }
}
