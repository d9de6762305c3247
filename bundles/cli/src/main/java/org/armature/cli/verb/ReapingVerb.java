package org.armature.cli.verb;

import java.util.concurrent.Callable;
import org.armature.cli.Connections;
import org.armature.cli.ExitCode;
import org.armature.cli.Streams;
import org.armature.client.AdminClient;
import org.armature.protocol.ReceiptMessage.ReapingsTold;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows how the removal of deleted data stands. */
@Command(
        name = "reaping",
        description =
                "Shows how the removal of deleted and expired objects stands on all members: what was removed for good,"
                        + " and what stops the rest.",
        footer = {
            "",
            "  armature reaping           each node: the rounds that it has led and leads",
            "  armature reaping --all     each partition of each node",
            "",
            "A round ends when every member of the ring has confirmed that nothing older is on its way: one that is down stops",
            "it, and is named. Figures count from each node's start. See docs/reaping.md."
        })
public final class ReapingVerb implements Callable<Integer> {
    private final Streams streams;
    private final Connections connections;

    @Option(names = "--all", description = "Each partition.")
    private boolean all;

    @Mixin
    private AdminOptions node;

    @Mixin
    private OutputOption output;

    public ReapingVerb(Streams streams, Connections connections) {
        this.streams = streams;
        this.connections = connections;
    }

    @Override
    public Integer call() {
        try (AdminClient admin = connections.admin(node.address(), node.timeoutOr(AdminOptions.ASKING))) {
            ReapingsTold told = admin.reapings(all);
            output.print(streams, ReapingText.json(told), ReapingText.lines(told));
            return ExitCode.OK;
        }
    }
}
