package org.armature.demo.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.armature.demo.process.NodeCommand;
import org.armature.demo.process.NodeFailed;
import org.armature.demo.process.NodePorts;
import org.armature.demo.process.NodeProcess;

/** A node of a cluster on this machine: its files outlive its process. Thread-safe. */
public final class LocalNode {
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);

    private final String name;
    private final Path engines;
    private final NodeCommand command;
    private final String clientAddress;
    private NodeProcess process;
    private NodePorts ports;
    private boolean over;

    LocalNode(String name, Path home, Path directory, String clientAddress, String heap) {
        this.name = name;
        this.clientAddress = clientAddress;
        this.engines = directory.resolve("engines");
        this.command = new NodeCommand(
                home,
                directory.resolve("etc"),
                directory.resolve("data"),
                Optional.of(engines),
                directory.resolve("node.out"),
                Map.of("ARMATURE_HEAP", heap),
                false);
    }

    public String name() {
        return name;
    }

    /** Its own directory of storage engines. */
    public Path engines() {
        return engines;
    }

    /** Where everything is that it writes. */
    public Path data() {
        return command.data();
    }

    /** Where clients reach it, also while it is down. */
    public String client() {
        return clientAddress;
    }

    /** Where operators reach it; of the last time it was ready. */
    public synchronized String admin() {
        return ports.admin();
    }

    public synchronized long pid() {
        return process.pid();
    }

    public synchronized boolean isUp() {
        return process != null && process.isAlive();
    }

    /** Starts its process, without waiting for it to be ready. */
    synchronized void begin() throws IOException {
        if (over) {
            throw new NodeFailed(name + " is not started any more: the cluster is ending");
        }
        EngineJars.copy(command.home(), engines);
        process = command.start();
    }

    /** @throws NodeFailed with what the node said */
    void awaitReady() throws IOException, InterruptedException {
        NodeProcess awaited;
        synchronized (this) {
            awaited = process;
        }
        try {
            NodePorts ready = awaited.awaitReady(READY_LIMIT);
            synchronized (this) {
                ports = ready;
            }
        } catch (NodeFailed e) {
            throw new NodeFailed("node " + name + " " + e.getMessage());
        }
    }

    /** Starts it and returns when it is ready. */
    public void start() throws IOException, InterruptedException {
        begin();
        awaitReady();
    }

    /** SIGKILL; returns when the process is gone. */
    public synchronized void kill() throws InterruptedException {
        process.kill();
    }

    /**
     * SIGTERM; returns when it has stopped. It can be started again.
     *
     * @throws NodeFailed if it runs still at the limit
     */
    public synchronized void stop(Duration limit) throws IOException, InterruptedException {
        if (!process.stop(limit)) {
            throw new NodeFailed("node " + name + " has not stopped within " + limit.toSeconds() + " s");
        }
    }

    /** SIGKILL, without waiting for the end. */
    synchronized void strike() {
        process.strike();
    }

    /** SIGSTOP: its connections stay open and nothing is answered, until {@link #resume}. */
    public synchronized void pause() throws IOException, InterruptedException {
        process.pause();
    }

    /** SIGCONT. */
    public synchronized void resume() throws IOException, InterruptedException {
        process.resume();
    }

    /** Asks it to stop for good, without waiting. */
    synchronized void askToEnd() {
        over = true;
        if (process != null) {
            process.askToEnd();
        }
    }

    /** Returns when it has stopped, by force if need be. */
    synchronized void end() throws InterruptedException {
        over = true;
        if (process != null) {
            process.end();
        }
    }
}
