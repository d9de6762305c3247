package org.armature.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node's life by the command alone: made, started, written to, read, stopped. */
class CommandLineIT {
    private static final Pattern CONTEXT = Pattern.compile("--context=([A-Za-z0-9_-]+)");

    @TempDir
    Path temp;

    private Path home;

    @BeforeEach
    void unpackAndInitialise() throws Exception {
        home = UnpackedZip.into(Files.createDirectory(temp.resolve("unpacked")));
        List<Integer> ports = NodeUnderTest.freePorts(2);
        says(
                0,
                "nodes/*.conf",
                "init",
                "--name",
                "test",
                "--member",
                "n1=127.0.0.1:" + ports.get(0) + ",clients=127.0.0.1:" + ports.get(1));
        Path etc = home.resolve("etc");
        String node = Files.readString(etc.resolve("nodes/n1.conf"));
        Files.writeString(
                etc.resolve("node.conf"), node.replaceFirst("admin = \"127.0.0.1:\\d+\"", "admin = \"127.0.0.1:0\""));
        Files.createDirectories(etc.resolve("instances"));
        Files.writeString(etc.resolve("instances/shop.conf"), "defaults { n = 1, r = 1, w = 1 }\ntables { cart {} }\n");
    }

    @AfterEach
    void stop() throws Exception {
        says(0, "", "stop");
    }

    @Test
    void anObjectIsWrittenReadMergedAndDeletedByTheCommandAlone() throws Exception {
        says(0, "0 errors", "check", home.resolve("etc").toString());
        says(0, "armature put shop/cart/greeting", "start");
        says(0, "already", "start");
        says(0, "context ", "put", "shop/cart/a/b", "one");
        assertEquals("one", says(0, "", "get", "shop/cart/a/b"));
        String sibling = says(0, "this replaced nothing: 2 versions", "put", "-i", "shop", "cart/a/b", "two");
        assertTrue(says(4, "CONFLICT: 2 versions", "get", "shop/cart/a/b").contains("n1"));
        Matcher context = CONTEXT.matcher(sibling);
        assertTrue(context.find(), sibling);
        Path merged = Files.write(temp.resolve("merged"), new byte[] {0, (byte) 0xff, 10});
        says(0, "stored", "put", "shop/cart/a/b", "@" + merged, "--context", context.group(1));
        assertEquals(
                "\"AP8K\"",
                says(0, "", "get", "shop/cart/a/b", "-o", "json").replaceAll("(?s).*valueBase64\": |,.*", ""));
        says(0, "shop/cart", "status");
        says(0, "preference list  n1", "ring", "shop/cart/a/b");
        says(1, "ARM-204", "get", "nope/x");
        says(1, "ARM-208", "put", "shop/cart/other", "x", "--context", context.group(1));
        says(0, "deleted 1 version", "delete", "shop/cart/a/b");
        says(1, "deleted", "get", "shop/cart/a/b");
    }

    @Test
    void whatWasWrittenIsThereAfterAStopAndAStart() throws Exception {
        says(0, "", "start");
        says(0, "stored", "put", "shop/cart/alice", "one");
        says(0, "stopped", "stop");
        says(0, "no node runs", "stop");
        says(3, "armature start", "status");
        says(0, "", "start");
        assertEquals("one", says(0, "", "get", "shop/cart/alice"));
    }

    @Test
    void aMistakeInTheConfigurationIsToldBeforeAnythingIsStarted() throws Exception {
        Files.writeString(home.resolve("etc/instances/shop.conf"), "tables { cart { n = 2, w = 3 } }\n");
        String told = says(1, "ARM-101", "start");
        assertTrue(told.contains("shop.conf:1") && told.contains("w"), told);
    }

    /** Runs the command and returns what it said. */
    private String says(int status, String expected, String... arguments) throws Exception {
        String said = Command.run(home, status, arguments);
        assertTrue(said.contains(expected), () -> String.join(" ", arguments) + " said: " + said);
        return said;
    }
}
