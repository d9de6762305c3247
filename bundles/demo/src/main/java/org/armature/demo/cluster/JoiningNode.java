package org.armature.demo.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.armature.client.AdminClient;
import org.armature.client.ArmatureClient;
import org.armature.client.ClientBuilder;
import org.armature.client.JoinClient;
import org.armature.config.ClusterJoin;
import org.armature.demo.process.NodeFailed;
import org.armature.model.Bytes;
import org.armature.model.NodeId;
import org.armature.protocol.GrantToken;
import org.armature.protocol.JoinSeal;
import org.armature.protocol.OperatorMessage;
import org.armature.protocol.ProtocolException;
import org.armature.ring.Member;

/** A node that joins a cluster on this machine: by a grant, as any other would. */
final class JoiningNode {
    private static final Duration GRANT = Duration.ofMinutes(10);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private JoiningNode() {}

    /**
     * Asks a member for a grant, and with it for the cluster's files.
     *
     * @return the node, not started
     */
    static LocalNode write(
            Path home, Path directory, ClusterPlan plan, String name, AdminClient member, SecureRandom random)
            throws IOException {
        List<Integer> ports = FreePorts.choose(2, random);
        Member joining = new Member(
                new NodeId(name), "127.0.0.1:" + ports.get(0), "127.0.0.1:" + ports.get(1), name, "default", 100);
        GrantToken grant;
        try {
            grant = GrantToken.parse(member.grant(joining.node(), GRANT));
        } catch (ProtocolException e) {
            throw new NodeFailed("node " + name + " was given a token that can't be read: " + e.getMessage());
        }
        byte[] nonce = new byte[JoinSeal.NONCE_BYTES];
        random.nextBytes(nonce);
        JoinSeal seal = new JoinSeal(grant.clusterId(), grant.grant(), grant.secret(), joining, Bytes.wrap(nonce));
        OperatorMessage.JoinReply reply = ask(
                grant,
                new OperatorMessage.JoinAsked(grant.grant(), grant.salt(), joining, Bytes.wrap(nonce), seal.proof()));
        Path etc = Files.createDirectories(directory.resolve(name).resolve("etc"));
        ClusterFiles.writeOwnFiles(etc, joining, plan);
        String keys = seal.open(reply).orElseThrow(() -> new NodeFailed("node " + name + " was given altered files"));
        ClusterJoin.run(etc, grant.clusterId(), reply.clusterFile(), keys, Optional.empty());
        return new LocalNode(name, home, etc.getParent(), joining.clientAddress(), plan.heap());
    }

    private static OperatorMessage.JoinReply ask(GrantToken grant, OperatorMessage.JoinAsked request) {
        ClientBuilder builder = ArmatureClient.builder().deadline(LIMIT);
        grant.peers().forEach(builder::node);
        try (JoinClient members = builder.buildJoin(grant.clusterId())) {
            return members.join(request);
        }
    }
}
