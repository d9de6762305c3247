package org.armature.simulator.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.armature.simulator.world.Seeds;
import org.armature.simulator.world.Timeline;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private static final long MILLI = 1_000_000L;

    private final Timeline timeline = new Timeline(new Seeds(1));
    private final Network network = new Network(timeline, new Seeds(1), 2);
    private final List<String> story = new ArrayList<>();
    private final Machine caller = new Machine();
    private final Machine called = new Machine();
    private Connection connection;

    /** Notes what it is told. */
    private final class Machine implements Host, End {
        private boolean power = true;
        private boolean listening = true;
        private boolean answering = true;

        @Override
        public boolean hasPower() {
            return power;
        }

        @Override
        public boolean isListening() {
            return listening;
        }

        @Override
        public void greeted(Connection from) {
            if (answering) {
                from.welcome(this, 7);
            }
        }

        @Override
        public void opened(Connection opened, long incarnation) {
            story.add("opened " + incarnation);
        }

        @Override
        public void received(Connection from, byte[] frame) {
            story.add("received " + frame[0]);
        }

        @Override
        public void closed(Connection ended, String reason) {
            story.add("closed: " + reason);
        }
    }

    NetworkTest() {
        network.attach(0, caller);
        network.attach(1, called);
        network.path(0, 1).delay(MILLI, MILLI);
        network.path(1, 0).delay(MILLI, MILLI);
    }

    private void connect() {
        connection = network.connect(0, 1, caller);
        timeline.runUntil(timeline.now() + 100 * MILLI);
    }

    private void send(int number) {
        assertTrue(connection.send(true, new byte[] {(byte) number}));
    }

    private List<String> after(long millis) {
        timeline.runUntil(timeline.now() + millis * MILLI);
        List<String> told = List.copyOf(story);
        story.clear();
        return told;
    }

    @Test
    void messagesOfAConnectionArriveInOrder() {
        connect();
        for (int i = 1; i <= 20; i++) {
            send(i);
        }
        List<String> expected = new ArrayList<>(List.of("opened 7"));
        for (int i = 1; i <= 20; i++) {
            expected.add("received " + i);
        }
        assertEquals(expected, after(1_000));
    }

    @Test
    void nobodyListensWhereNoProcessRuns() {
        called.listening = false;
        connect();
        assertEquals(List.of("closed: connection refused"), after(1_000));
    }

    @Test
    void aStoppedProcessOrADeadMachineLetsTheHandshakeTimeOut() {
        called.answering = false;
        connect();
        assertEquals(List.of(), after(4_800));
        assertEquals(List.of("closed: no answer to the handshake within 5000 ms"), after(200));
    }

    @Test
    void aMachineThatDiesDuringTheHandshakeLetsItTimeOut() {
        network.path(1, 0).delay(1_000 * MILLI, 0);
        connection = network.connect(0, 1, caller);
        assertEquals(List.of(), after(500));
        connection.vanish(false);
        called.power = false;
        assertEquals(List.of("closed: no answer to the handshake within 5000 ms"), after(5_000));
    }

    @Test
    void whatIsSentOverACutPathArrivesWhenItIsJoined() {
        connect();
        network.path(0, 1).cut();
        send(1);
        assertEquals(List.of("opened 7"), after(10_000));
        network.join(0, 1);
        assertEquals(List.of("received 1"), after(100));
    }

    @Test
    void theOtherDirectionOfACutPathWorks() {
        connect();
        network.path(0, 1).cut();
        assertTrue(connection.send(false, new byte[] {9}));
        assertEquals(List.of("opened 7", "received 9"), after(100));
    }

    @Test
    void afterACloseNothingCanBeSentAndTheOtherSideLearnsOfIt() {
        connect();
        send(1);
        connection.close(true, "enough");
        assertFalse(connection.send(true, new byte[] {2}));
        assertEquals(List.of("opened 7", "received 1", "closed: enough"), after(100));
    }

    @Test
    void aMachineThatLostItsPowerSaysNothingUntilItRunsAgain() {
        connect();
        connection.vanish(false);
        called.power = false;
        send(1);
        assertEquals(List.of("opened 7"), after(1_000));
        called.power = true;
        send(2);
        assertEquals(List.of("closed: connection reset by peer"), after(1_000));
    }

    @Test
    void messagesCanBeLostRepeatedAndLate() {
        connect();
        network.path(0, 1).lose(1_000);
        send(1);
        network.path(0, 1).lose(0);
        network.path(0, 1).repeat(1_000);
        send(2);
        network.path(0, 1).repeat(0);
        assertEquals(List.of("opened 7", "received 2", "received 2"), after(1_000));
        network.path(0, 1).delayOutOfOrder(1_000, 50 * MILLI);
        send(3);
        network.path(0, 1).delayOutOfOrder(0, 0);
        timeline.runUntil(timeline.now());
        send(4);
        assertEquals(2, after(1_000).size());
    }
}
