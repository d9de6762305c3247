package org.armature.server;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.armature.config.ClusterFile;
import org.armature.config.ClusterKeyFile;
import org.armature.membership.MembershipEffect;
import org.armature.membership.MembershipEvent;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.protocol.ClusterKey;
import org.armature.protocol.GrantToken;
import org.armature.protocol.JoinSeal;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Failure;
import org.armature.protocol.Message.Outcome;
import org.armature.protocol.OperatorMessage;

/** Hands the cluster's files to machines that show a grant. Thread-safe. */
final class JoinAnswers {
    private final NodePlan.Cluster cluster;
    private final RingLoop ring;
    private final SecureRandom random = new SecureRandom();

    JoinAnswers(NodePlan.Cluster cluster, RingLoop ring) {
        this.cluster = cluster;
        this.ring = ring;
    }

    void answer(Outgoing.Origin origin, OperatorMessage.JoinAsked asked) {
        for (ClusterKey key : cluster.keys()) {
            Bytes secret = GrantToken.secret(key, asked.member().node(), asked.salt());
            JoinSeal seal = new JoinSeal(cluster.id(), asked.grant(), secret, asked.member(), asked.nonce());
            if (seal.isProof(asked.proof())) {
                redeem(origin, asked, secret, seal);
                return;
            }
        }
        send(
                origin,
                new Failure(
                        ErrorCode.GRANT_REFUSED,
                        Outcome.REJECTED,
                        "this token is none of cluster " + cluster.name()
                                + ", or was altered; have another one made: armature grant "
                                + asked.member().node()));
    }

    private void redeem(Outgoing.Origin origin, OperatorMessage.JoinAsked asked, Bytes secret, JoinSeal seal) {
        long process = ByteBuffer.wrap(asked.nonce().shared()).getLong();
        ring.ask(token -> new MembershipEvent.RedeemAsked(token, asked.grant(), secret, process, asked.member()))
                .thenAccept(effect -> send(
                        origin,
                        effect instanceof MembershipEffect.Refused refused
                                ? new Failure(
                                        refused.code(),
                                        refused.mayPass() ? Outcome.NOT_DONE : Outcome.REJECTED,
                                        refused.why())
                                : sealed(seal)));
    }

    private Message sealed(JoinSeal seal) {
        byte[] iv = new byte[JoinSeal.IV_BYTES];
        random.nextBytes(iv);
        String clusterFile = new ClusterFile(
                        cluster.id(), cluster.name(), ring.view().state().settled())
                .text();
        return seal.seal(Bytes.wrap(iv), clusterFile, new ClusterKeyFile(cluster.id(), cluster.keys()).text());
    }

    private static void send(Outgoing.Origin origin, Message answer) {
        if (origin.connection().send(origin.correlation(), answer)) {
            origin.connection().flush();
        }
    }
}
