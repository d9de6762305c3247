package org.armature.ring;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.armature.model.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemberTest {
    private static final NodeId NODE = new NodeId("n1");

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1:1", "db-1.example.org:65535", "[::1]:7000", "[fe80::1%eth0]:7000", "node_1:7000"})
    void takesAnAddressOfHostAndPort(String address) {
        assertDoesNotThrow(() -> new Member(NODE, address, address, "h", "z", 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7000",
                ":7000",
                "localhost",
                "localhost:",
                "localhost:0",
                "localhost:65536",
                "localhost:999999",
                "localhost:-1",
                "::1:7000",
                "two words:7000",
                "localhost:70a0"
            })
    void refusesWhatIsNoAddress(String address) {
        String peer = refusal(() -> new Member(NODE, address, "localhost:1", "h", "z", 1));
        assertEquals("member n1: peerAddress=\"" + address + "\", must be host:port with a port of 1 to 65535", peer);
        String client = refusal(() -> new Member(NODE, "localhost:1", address, "h", "z", 1));
        assertTrue(client.startsWith("member n1: clientAddress=\"" + address + "\""), client);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\n", "\u0000"})
    void refusesAHostOrZoneWithoutAName(String label) {
        assertTrue(refusal(() -> new Member(NODE, "a:1", "a:2", label, "z", 1)).contains("host="));
        assertTrue(refusal(() -> new Member(NODE, "a:1", "a:2", "h", label, 1)).contains("zone="));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1_001})
    void refusesAWeightOutOfRange(int weight) {
        assertEquals(
                "member n1: weight=" + weight + ", must be 1 to 1000",
                refusal(() -> new Member(NODE, "a:1", "a:2", "h", "z", weight)));
    }

    @Test
    void namesEveryMistakeAtOnce() {
        String message = refusal(() -> new Member(NODE, "x", "y", "", "", 0));
        for (String field : new String[] {"peerAddress", "clientAddress", "host", "zone", "weight"}) {
            assertTrue(message.contains(field + "="), message);
        }
    }

    private static String refusal(Runnable creation) {
        return assertThrows(IllegalArgumentException.class, creation::run).getMessage();
    }
}
