package org.armature.cli.verb;

import java.util.List;
import org.armature.cli.CommandFailed;
import org.armature.cli.Connections;
import org.armature.cli.ExitCode;
import org.armature.cli.Streams;
import org.armature.cli.output.Json;
import org.armature.client.AdminClient;
import org.armature.client.StoreException;
import org.armature.protocol.OperatorMessage.CommitReply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Carries a plan out: a majority of the members decides the next ring. */
@Command(
        name = "commit",
        description = "Carries a plan out. Returns when it is decided; `armature tasks watch` follows the moves.",
        footer = {
            "",
            "A majority of the members decides each ring, once. A plan made on an earlier ring is refused.",
            "",
            "--unsafe-without-majority decides on this side alone. If the other members live, they may decide otherwise",
            "meanwhile: their changes are void as soon as both sides meet, and keys that they gave to others by then may",
            "have fewer copies. Use it only if the other members are lost for good. See docs/growing.md."
        })
public final class CommitVerb extends AdminVerb {
    @Parameters(index = "0", paramLabel = "PLAN", description = "As plan names it.")
    private String plan;

    @Option(names = "--unsafe-without-majority", description = "Decide it even if most members can't be reached.")
    private boolean unsafe;

    public CommitVerb(Streams streams, Connections connections) {
        super(streams, connections);
    }

    @Override
    public Integer call() {
        CommitReply reply = commit();
        output.print(
                streams,
                new Json().with("plan", plan).with("epoch", reply.epoch()).with("text", reply.text()),
                List.of(
                        "committed " + plan + " as ring " + reply.epoch() + ": " + reply.text(),
                        "follow it with:  armature tasks " + node.shell() + "watch"));
        return ExitCode.OK;
    }

    private CommitReply commit() {
        try (AdminClient admin = admin(AdminOptions.DECISION)) {
            return admin.commit(plan, unsafe);
        } catch (StoreException.OutcomeUnknown e) {
            throw new CommandFailed(
                    e.code(),
                    ExitCode.UNKNOWN,
                    "whether " + plan + " was decided is not known: " + e.getMessage()
                            + "\n  `armature ring` tells: if its epoch has risen and it shows the change, it was. Committing"
                            + " again is safe, for a plan is carried out once.");
        }
    }
}
