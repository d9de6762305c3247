package org.armature.config;

import java.util.List;

/**
 * Peers, clients and operators each have a listener of their own.
 *
 * @param insecure whether listeners may be reached from other machines although nothing protects them
 */
public record Listeners(Listener peers, Listener clients, Listener admin, boolean insecure) {
    public Listeners {
        if (!insecure
                && List.of(peers, clients, admin).stream()
                        .anyMatch(l -> !l.bind().isLoopback())) {
            throw new IllegalArgumentException("listening beyond loopback has to be allowed by insecure: "
                    + peers.bind() + ", " + clients.bind() + ", " + admin.bind());
        }
    }
}
