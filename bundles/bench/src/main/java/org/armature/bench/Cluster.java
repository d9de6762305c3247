package org.armature.bench;

import java.util.List;

/** The nodes to drive. */
interface Cluster extends AutoCloseable {
    /** For the report. */
    String name();

    /** Client listeners, {@code HOST:PORT}. */
    List<String> clients();

    /** Admin listeners of the same nodes; empty if they are not known. */
    List<String> admins();

    /** Ends the nodes if they were started for this run. */
    @Override
    void close();

    /** Nodes that run already and go on running. */
    static Cluster running(List<String> clients, List<String> admins) {
        return new Cluster() {
            @Override
            public String name() {
                return "cluster at " + String.join(", ", clients);
            }

            @Override
            public List<String> clients() {
                return clients;
            }

            @Override
            public List<String> admins() {
                return admins;
            }

            @Override
            public void close() {
                // not ours to end
            }
        };
    }
}
