package org.armature.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeAddressTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.1:7101, 10.0.0.1, 7101",
        "store.example:1, store.example, 1",
        "n_1:65535, n_1, 65535",
        "[::1]:7101, ::1, 7101",
        "[fe80::1:2]:7101, fe80::1:2, 7101"
    })
    void readsHostAndPort(String text, String host, int port) {
        assertEquals(new NodeAddress(host, port), NodeAddress.parse(text));
        assertEquals(text, NodeAddress.parse(text).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.1        | the port is missing",
                "[::1]           | the port is missing",
                "::1:7101        | an IPv6 address stands in brackets",
                ":7101           | the host is missing",
                "[]:7101         | the host is missing",
                "h:port          | \"port\" is no port",
                "h:              | \"\" is no port",
                "h:0             | a port is 1 to 65535, not 0",
                "h:65536         | a port is 1 to 65535, not 65536",
                "h:-1            | a port is 1 to 65535, not -1",
                "10.0.0.256:7101 | \"10.0.0.256\" is no host name or IPv4 address",
                "10.0.1:7101     | \"10.0.1\" is no host name or IPv4 address",
                "http//h:7101    | \"http//h\" is no host name or IPv4 address",
                "[h]:7101        | \"h\" is no IPv6 address",
                "[::xyz]:7101    | \"::xyz\" is no IPv6 address"
            })
    void saysWhatIsWrongAndWhatWouldBeRight(String text, String what) {
        String message = assertThrows(IllegalArgumentException.class, () -> NodeAddress.parse(text))
                .getMessage();
        assertEquals(
                "node \"" + text + "\": " + what
                        + "; write host:port, such as 10.0.0.1:7101, store.example:7101 or [::1]:7101",
                message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1:1", "[::1]:1"})
    void aLiteralAddressNeedsNoLookUp(String text) {
        assertTrue(NodeAddress.parse(text).isLiteral());
        assertFalse(NodeAddress.parse(text).resolve().isUnresolved());
    }

    @Test
    void aNameIsLookedUp() {
        assertFalse(NodeAddress.parse("localhost:7101").isLiteral());
        assertTrue(NodeAddress.parse("localhost:7101").resolve().getAddress().isLoopbackAddress());
    }
}
