package org.armature.cli.verb;

import java.time.Duration;
import java.util.List;
import org.armature.cli.Connections;
import org.armature.cli.ExitCode;
import org.armature.cli.Streams;
import org.armature.cli.output.Json;
import org.armature.client.AdminClient;
import org.armature.config.schema.Kinds;
import org.armature.model.NodeId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets a machine join as a candidate. */
@Command(
        name = "grant",
        description = "Makes a token with which one new machine may join the cluster, once.",
        footer = {
            "",
            "On a terminal a few words follow the token; into a pipe or a file goes the token alone. It is a secret: with",
            "it goes the cluster's key. A machine that has joined is a candidate and holds nothing until a plan takes it in.",
            "",
            "  armature grant n4                          on a member",
            "  armature join TOKEN --listen HOST:PORT     on the new machine, then: armature start"
        })
public final class GrantVerb extends AdminVerb {
    @Parameters(
            index = "0",
            paramLabel = "NODE",
            converter = NodeConverter.class,
            description = "The name the machine will have, which no other node has.")
    private NodeId joining;

    @Option(
            names = "--valid",
            paramLabel = "TIME",
            converter = ValidityConverter.class,
            description = "For how long, from 1m to 30d. Default: 1h.")
    private Duration valid = Duration.ofHours(1);

    public GrantVerb(Streams streams, Connections connections) {
        super(streams, connections);
    }

    @Override
    public Integer call() {
        String token;
        try (AdminClient admin = admin()) {
            token = admin.grant(joining, valid);
        }
        Json json = new Json().with("node", joining).with("token", token).with("validSeconds", valid.toSeconds());
        output.print(streams, json, streams.terminal() ? explained(token) : List.of(token));
        return ExitCode.OK;
    }

    private List<String> explained(String token) {
        return List.of(
                token,
                "",
                "On the machine that is to be " + joining + ", within " + Kinds.showDuration(valid) + ":",
                "  armature join TOKEN --listen HOST:PORT    where other nodes will reach it",
                "The token is a secret, and good for one machine. Nothing has changed yet.");
    }
}
