package org.armature.config;

import java.util.stream.Collectors;
import org.armature.ring.Member;
import org.armature.ring.Ring;

/** A cluster's file as text. The tokens stand last, so that a file cut short always lacks some. */
final class ClusterFileText {
    private ClusterFileText() {}

    static String of(ClusterFile cluster) {
        Ring ring = cluster.ring();
        return """
                # Made by `armature init`, the same on all nodes. Not to be edited: nodes that disagree about tokens look
                # for objects in different places.
                format = %d
                cluster {
                  id = "%s"
                  name = "%s"
                }
                members {
                %s}
                ring {
                  strategy = %d
                  epoch = %d
                  partitions = %d
                  tokens = \"""
                %s
                  \"""
                }
                """.formatted(
                ClusterFile.FORMAT,
                cluster.id(),
                cluster.name(),
                ring.members().values().stream().map(ClusterFileText::member).collect(Collectors.joining()),
                ring.strategy().number(),
                ring.epoch(),
                ring.partitions(),
                RingTokens.text(ring));
    }

    private static String member(Member member) {
        return "  %s { peers = \"%s\", clients = \"%s\", host = \"%s\", zone = \"%s\", weight = %d }\n"
                .formatted(
                        '"' + member.node().name() + '"',
                        member.peerAddress(),
                        member.clientAddress(),
                        member.host(),
                        member.zone(),
                        member.weight());
    }
}
