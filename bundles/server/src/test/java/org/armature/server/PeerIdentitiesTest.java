package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.server.PeerIdentities.Identity;
import org.armature.transport.Connection;
import org.junit.jupiter.api.Test;

class PeerIdentitiesTest {
    private static final NodeId N2 = new NodeId("n2");
    private static final Identity FIRST = new Identity(1, 11);
    private static final Identity RESTORED = new Identity(2, 12);
    private static final Identity CLONED = new Identity(1, 13);
    private static final long SILENT_AFTER_MILLIS = 2_000;

    private long millis;
    private final PeerIdentities identities = new PeerIdentities(
            TimeUnit.MILLISECONDS.toNanos(SILENT_AFTER_MILLIS), () -> TimeUnit.MILLISECONDS.toNanos(millis));

    /** Remembers only whether it was closed. */
    private static final class Held implements Connection {
        private boolean closed;

        @Override
        public Message greeting() {
            throw new AssertionError("nobody asks");
        }

        @Override
        public InetSocketAddress remote() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711);
        }

        @Override
        public boolean send(long correlation, Message message) {
            throw new AssertionError("nobody sends");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            closed = true;
        }
    }

    private Held connect(Identity identity) {
        assertEquals(Optional.empty(), identities.admit(N2, identity));
        Held connection = new Held();
        identities.opened(N2, identity, connection);
        return connection;
    }

    private boolean admits(Identity identity) {
        return identities.admit(N2, identity).isEmpty();
    }

    @Test
    void asLongAsAProcessIsHeardAnotherUnderItsNameIsRefusedWhateverItsIncarnation() {
        connect(FIRST);
        for (int i = 0; i < 10; i++) {
            millis += SILENT_AFTER_MILLIS;
            assertFalse(admits(RESTORED));
            assertFalse(admits(CLONED));
            identities.heard(N2);
        }
        assertEquals(
                Optional.of("a process of incarnation 1 heard of 0 ms ago, which connects from 127.0.0.1"),
                identities.admit(N2, RESTORED));
    }

    @Test
    void theSameProcessMayConnectAgainAtAnyTime() {
        connect(FIRST);
        assertFalse(connect(FIRST).closed);
        assertTrue(admits(FIRST));
    }

    @Test
    void aProcessWhoseConnectionsAreGoneGivesWayAtOnce() {
        Held connection = connect(FIRST);
        identities.linked(N2, FIRST);
        identities.closed(N2, connection);
        assertFalse(admits(RESTORED), "the link to it still stands");
        identities.unlinked(N2);
        connect(RESTORED);
        assertFalse(admits(FIRST));
    }

    @Test
    void aSilentProcessGivesWayAndItsConnectionsAreClosed() {
        Held silent = connect(FIRST);
        millis += SILENT_AFTER_MILLIS + 1;
        Held fresh = connect(RESTORED);

        assertTrue(silent.closed);
        assertFalse(fresh.closed);
        assertFalse(admits(FIRST), "resumed, it is the second one");
        identities.closed(N2, silent);
        assertFalse(admits(FIRST));
    }

    @Test
    void answersOnTheLinkToAProcessCountAsSignsOfLife() {
        assertEquals(Optional.empty(), identities.linked(N2, FIRST));
        millis += SILENT_AFTER_MILLIS;
        identities.answered(N2);
        millis += SILENT_AFTER_MILLIS;
        assertFalse(admits(RESTORED));
        millis++;
        assertTrue(admits(RESTORED));
    }

    @Test
    void whoeverAnswersAtTheAddressIsNotTheOneThatConnectsFromElsewhere() {
        connect(FIRST);
        Optional<String> objection = identities.linked(N2, RESTORED);
        assertTrue(objection.orElse("").startsWith("a process of incarnation 1 "), objection.toString());
        millis += SILENT_AFTER_MILLIS - 1;
        identities.answered(N2);
        millis += 2;
        assertEquals(Optional.empty(), identities.linked(N2, RESTORED), "what it answered counted for nobody");
    }

    @Test
    void aConnectionThatOpensAfterAnotherProcessWasAdmittedIsClosed() {
        assertTrue(admits(FIRST));
        assertTrue(admits(RESTORED), "the first was admitted and never opened");
        Held late = new Held();
        identities.opened(N2, FIRST, late);
        assertTrue(late.closed);
    }

    @Test
    void whatIsHeardOfAPeerNeverAdmittedIsNothing() {
        identities.heard(N2);
        identities.answered(N2);
        identities.unlinked(N2);
        identities.closed(N2, new Held());
        assertTrue(admits(FIRST));
    }
}
