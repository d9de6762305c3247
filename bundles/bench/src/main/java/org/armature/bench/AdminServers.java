package org.armature.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.client.AdminClient;
import org.armature.client.ArmatureClient;
import org.armature.client.StoreException;
import org.armature.protocol.Message.StatusReply;

/** Nodes, asked at their admin listeners. */
final class AdminServers implements Servers, AutoCloseable {
    private final List<AdminClient> admins = new ArrayList<>();

    /** @param addresses admin listeners, {@code HOST:PORT}; may be none */
    AdminServers(List<String> addresses) {
        for (String address : addresses) {
            admins.add(ArmatureClient.builder().node(address).buildAdmin());
        }
    }

    @Override
    public SortedMap<String, Map<String, Long>> figures() {
        TreeMap<String, Map<String, Long>> byNode = new TreeMap<>();
        for (AdminClient admin : admins) {
            try {
                StatusReply status = admin.status();
                byNode.put(status.node().toString(), status.figures());
            } catch (StoreException e) {
                throw new BenchFailed(
                        "a node does not tell its CPU time and memory: " + e.getMessage()
                                + "; check the addresses given by --admin",
                        e);
            }
        }
        return byNode;
    }

    @Override
    public void close() {
        admins.forEach(AdminClient::close);
    }
}
