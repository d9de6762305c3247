package org.armature.demo.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Ports of loopback that nobody listens on. They lie below those that systems give to outgoing connections, so that one
 * of those does not take a node's port while the node is down. Somebody may still take one before it is used.
 */
final class FreePorts {
    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 31_999;
    private static final int TRIES = 1_000;

    private FreePorts() {}

    static List<Integer> choose(int count, RandomGenerator random) throws IOException {
        Set<Integer> free = new LinkedHashSet<>();
        for (int i = 0; i < TRIES && free.size() < count; i++) {
            int port = random.nextInt(LOWEST, HIGHEST + 1);
            if (isFree(port)) {
                free.add(port);
            }
        }
        if (free.size() < count) {
            throw new IOException("no " + count + " free ports between " + LOWEST + " and " + HIGHEST);
        }
        return new ArrayList<>(free);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // as the node does: what was lately closed is free
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
