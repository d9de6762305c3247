package org.armature.cli.verb;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.armature.cli.Connections;
import org.armature.cli.Streams;
import org.armature.client.AdminClient;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A verb that asks a running node something for its operator, or tells it what to do. */
abstract class AdminVerb implements Callable<Integer> {
    final Streams streams;
    private final Connections connections;

    @Spec
    CommandSpec spec;

    @Mixin
    AdminOptions node;

    @Mixin
    OutputOption output;

    AdminVerb(Streams streams, Connections connections) {
        this.streams = streams;
        this.connections = connections;
    }

    AdminClient admin() {
        return connections.admin(node.address(), node.timeout());
    }

    /** @param usual how long a call may take unless the operator says it */
    AdminClient admin(Duration usual) {
        return connections.admin(node.address(), node.timeoutOr(usual));
    }
}
