package org.armature.demo.database;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Where a database comes from. */
public interface DatabaseSource {
    /** Variable of the environment that names a database. */
    String URL = "ARMATURE_MYSQL_URL";
    /** Variable of the environment that has the password for it. */
    String PASSWORD = "ARMATURE_MYSQL_PASSWORD";
    /** Why there is none. */
    String ABSENT = "no MySQL-protocol server: there is neither mariadbd nor mysqld on the PATH, and " + URL
            + " (mysql://USER@HOST:PORT/DATABASE) names none";

    /** @throws IOException if it can't be used, with the reason */
    Database open() throws IOException, InterruptedException;

    /**
     * The one that is named, else a program on this machine, else none.
     *
     * @param url as given by an option; it goes before the environment's
     * @throws IOException if the URL is none
     */
    static Optional<DatabaseSource> find(Optional<String> url, Map<String, String> environment)
            throws IOException, InterruptedException {
        Optional<String> named =
                url.or(() -> Optional.ofNullable(environment.get(URL)).filter(text -> !text.isEmpty()));
        if (named.isPresent()) {
            return Optional.of(NamedDatabase.parse(named.get(), environment.containsKey(PASSWORD)));
        }
        return ServerProgram.find(environment.getOrDefault("PATH", "")).map(program -> () -> OwnServer.start(program));
    }
}
