package org.armature.demo.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes told apart from each other, with a shell in the node's place. */
class RunningNodeTest {
    private static final String NODE_ENOUGH = "exec sleep 60 # org.armature.runtime.Launcher";

    @TempDir
    Path data;

    private Process process;

    @BeforeEach
    void start() throws IOException {
        process = new ProcessBuilder("sh", "-c", "while :; do sleep 1; done", "org.armature.runtime.Launcher").start();
    }

    @AfterEach
    void end() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Test
    void theProcessNamedByTheLockIsFound() throws IOException {
        lockedBy(process.pid());
        assertEquals(Optional.of(process.toHandle()), RunningNode.on(data));
    }

    @Test
    void whereNothingWasEverStartedNothingRuns() throws IOException {
        assertTrue(RunningNode.on(data).isEmpty());
        assertTrue(RunningNode.ports(data).isEmpty());
    }

    @Test
    void aProcessThatHasEndedIsNotFound() throws Exception {
        lockedBy(process.pid());
        end();
        assertTrue(RunningNode.on(data).isEmpty());
    }

    @Test
    void aProcessThatIsNoNodeIsSomebodyElses() throws IOException {
        lockedBy(ProcessHandle.current().pid());
        assertTrue(RunningNode.on(data).isEmpty());
    }

    @Test
    void aNodeThatBeganAfterTheLockWasTakenIsSomebodyElses() throws IOException {
        lockedBy(process.pid());
        Files.setLastModifiedTime(
                data.resolve("lock"), FileTime.from(Instant.now().minus(Duration.ofMinutes(1))));
        assertTrue(RunningNode.on(data).isEmpty());
    }

    @Test
    void anEmptyLockNamesNobody() throws IOException {
        Files.createFile(data.resolve("lock"));
        assertTrue(RunningNode.on(data).isEmpty());
    }

    @Test
    void portsAreThoseOfTheProcessThatRuns() throws IOException {
        lockedBy(process.pid());
        ports(process.pid());
        assertEquals(
                Optional.of(new NodePorts(process.pid(), "127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:3")),
                RunningNode.ports(data));
        ports(process.pid() + 1); // left by the one before; this one is not ready
        assertTrue(RunningNode.ports(data).isEmpty());
    }

    @Test
    void aDamagedPortsFileIsNamed() throws IOException {
        Files.writeString(data.resolve("node.ports"), "pid=12\npeer=127.0.0.1:1\n");
        IOException failure = assertThrows(IOException.class, () -> NodePorts.of(data));
        assertTrue(
                failure.getMessage().contains("node.ports is damaged: it has no line client="), failure.getMessage());
    }

    @Test
    void aNodeThatEndsInsteadOfAnsweringIsToldWithItsLastWords() throws Exception {
        NodeProcess node = fake("echo 'ARM-102 the port is used'; exit 3");
        NodeFailed failure = assertThrows(NodeFailed.class, () -> node.awaitReady(Duration.ofSeconds(30)));
        assertEquals("ended with status 3:\n  ARM-102 the port is used", failure.getMessage());
    }

    @Test
    void aNodeThatStaysSilentIsGivenUpAtTheLimitAndGoesOn() throws Exception {
        NodeProcess node = fake(NODE_ENOUGH);
        try {
            assertThrows(NodeFailed.class, () -> node.awaitReady(Duration.ofMillis(50)));
            assertTrue(node.isAlive());
        } finally {
            node.kill();
        }
        assertFalse(node.isAlive());
    }

    @Test
    void aNodeIsReadyWhenItHasWrittenItsPorts() throws Exception {
        NodeProcess node = fake("printf 'pid=%s\\npeer=a:1\\nclient=a:2\\nadmin=a:3\\n' $$ > " + data + "/draft && mv "
                + data + "/draft " + data + "/node.ports; " + NODE_ENOUGH);
        try {
            assertEquals("a:3", node.awaitReady(Duration.ofSeconds(30)).admin());
        } finally {
            node.end();
        }
        assertFalse(node.isAlive());
    }

    /** A distribution whose command is a script. */
    private NodeProcess fake(String script) throws IOException {
        Path bin = Files.createDirectories(data.resolve("home/bin"));
        Path command = Files.writeString(bin.resolve("armature"), "#!/bin/sh\n" + script + "\n");
        assertTrue(command.toFile().setExecutable(true));
        return new NodeCommand(data.resolve("home"), data, data, Optional.empty(), data.resolve("out"), Map.of(), false)
                .start();
    }

    private void lockedBy(long pid) throws IOException {
        Files.writeString(data.resolve("lock"), pid + "\n");
    }

    private void ports(long pid) throws IOException {
        Files.writeString(
                data.resolve("node.ports"),
                "pid=" + pid + "\npeer=127.0.0.1:1\nclient=127.0.0.1:2\nadmin=127.0.0.1:3\n");
    }
}
