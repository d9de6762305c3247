package org.armature.demo;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.armature.demo.database.Database;
import org.armature.demo.database.DatabaseSource;

/**
 * The database of the demo, or why it has none.
 *
 * @param absence a sentence; empty if there is one
 */
record DemoDatabase(Optional<Database> database, Optional<String> absence) {
    static DemoDatabase open(Map<String, String> environment) throws InterruptedException {
        try {
            Optional<DatabaseSource> source = DatabaseSource.find(Optional.empty(), environment);
            return source.isEmpty()
                    ? none(DatabaseSource.ABSENT)
                    : new DemoDatabase(Optional.of(source.get().open()), Optional.empty());
        } catch (IOException e) {
            return none(e.getMessage());
        }
    }

    private static DemoDatabase none(String why) {
        return new DemoDatabase(Optional.empty(), Optional.of(why));
    }

    /** For the instance's file. */
    String engineBlock() {
        return database.map(Database::engineBlock).orElse("");
    }
}
