package org.armature.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.model.NodeId;
import org.armature.protocol.OperatorMessage.JoinReply;
import org.armature.ring.Member;
import org.junit.jupiter.api.Test;

final class JoinSealTest {
    private static final String GRANT = "0011223344556677";
    private static final Bytes SECRET = Bytes.utf8("0123456789abcdef0123456789abcdef");
    private static final Bytes OTHER_SECRET = Bytes.utf8("0123456789abcdef0123456789abcdeF");
    private static final Bytes IV = Bytes.utf8("0123456789ab");
    private static final Member MEMBER = OperatorSamples.MEMBER;
    private static final Member LOOKALIKE =
            new Member(new NodeId("b-3"), "10.0.0.4:7100", "10.0.0.4:7101", "h4", "d", 200);

    private final JoinSeal seal = new JoinSeal("c1", GRANT, SECRET, MEMBER, OperatorSamples.NONCE);

    @Test
    void aProofHoldsForThisRequestAlone() {
        assertTrue(seal.isProof(seal.proof()));
        assertEquals(JoinSeal.PROOF_BYTES, seal.proof().length());
        for (JoinSeal other : others()) {
            assertFalse(other.isProof(seal.proof()));
        }
        assertFalse(seal.isProof(Bytes.EMPTY));
    }

    @Test
    void theKeysComeOutAsTheyWentInAndNobodyElseReadsThem() {
        JoinReply reply = seal.seal(IV, "ring {}", "key = secret");
        assertFalse(reply.sealedKeys().utf8().contains("secret"));
        assertEquals("ring {}", reply.clusterFile());
        assertEquals(Optional.of("key = secret"), seal.open(reply));
        for (JoinSeal other : others()) {
            assertEquals(Optional.empty(), other.open(reply));
        }
    }

    @Test
    void anAnswerThatWasAlteredIsNotOpened() {
        JoinReply reply = seal.seal(IV, "ring {}", "key = secret");
        assertEquals(Optional.empty(), seal.open(new JoinReply("ring { }", IV, reply.sealedKeys())));
        assertEquals(
                Optional.empty(), seal.open(new JoinReply("ring {}", Bytes.utf8("0123456789aB"), reply.sealedKeys())));
        byte[] sealed = reply.sealedKeys().toArray();
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] flipped = sealed.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertEquals(Optional.empty(), seal.open(new JoinReply("ring {}", IV, Bytes.wrap(flipped))));
        }
        assertEquals(Optional.empty(), seal.open(new JoinReply("ring {}", IV, Bytes.EMPTY)));
    }

    @Test
    void theSecretOfAGrantDependsOnAllOfIt() {
        ClusterKey key = new ClusterKey(1, SECRET);
        Bytes salt = OperatorSamples.NONCE;
        Bytes secret = GrantToken.secret(key, MEMBER.node(), salt);
        assertEquals(GrantToken.SECRET_BYTES, secret.length());
        assertEquals(secret, GrantToken.secret(new ClusterKey(2, SECRET), MEMBER.node(), salt));
        assertNotEquals(secret, GrantToken.secret(new ClusterKey(1, OTHER_SECRET), MEMBER.node(), salt));
        assertNotEquals(secret, GrantToken.secret(key, LOOKALIKE.node(), salt));
        assertNotEquals(secret, GrantToken.secret(key, MEMBER.node(), Bytes.utf8("0123456789abcdeF")));
    }

    private static List<JoinSeal> others() {
        return List.of(
                new JoinSeal("c2", GRANT, SECRET, MEMBER, OperatorSamples.NONCE),
                new JoinSeal("c1", "0011223344556678", SECRET, MEMBER, OperatorSamples.NONCE),
                new JoinSeal("c1", GRANT, OTHER_SECRET, MEMBER, OperatorSamples.NONCE),
                new JoinSeal("c1", GRANT, SECRET, LOOKALIKE, OperatorSamples.NONCE),
                new JoinSeal("c1", GRANT, SECRET, MEMBER, Bytes.utf8("0123456789abcdeF")));
    }
}
