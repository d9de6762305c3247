package org.armature.cli.verb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.armature.cli.CommandFailed;
import org.armature.cli.Connections;
import org.armature.cli.ExitCode;
import org.armature.cli.Streams;
import org.armature.cli.output.Json;
import org.armature.client.AdminClient;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.OperatorMessage.PlanReply;
import org.armature.protocol.PlannedChange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Says what a change of the members would move, before anything moves (Dynamo §4.8.1). */
@Command(
        name = "plan",
        description = "Shows what a change of the cluster's members would move. Moves nothing: see commit.",
        footer = {
            "",
            "Several changes make one plan, and move less than one after the other:",
            "  armature plan --join n4 --join n5 --leave n1",
            "",
            "A machine that joins was granted to before (grant, join). One that leaves, or is replaced while it runs, hands",
            "over everything first. A plan holds for the ring it was made on, and until its node stops."
        })
public final class PlanVerb extends AdminVerb {
    @Option(
            names = "--join",
            paramLabel = "NODE",
            converter = NodeConverter.class,
            description = "A candidate becomes a member.")
    private List<NodeId> joins = new ArrayList<>();

    @Option(
            names = "--leave",
            paramLabel = "NODE",
            converter = NodeConverter.class,
            description = "A member that runs hands over what it has, and goes.")
    private List<NodeId> leaves = new ArrayList<>();

    @Option(
            names = "--replace",
            paramLabel = "OLD=NEW",
            converter = ChangeConverters.Replace.class,
            description = "A candidate takes the places of a member; one that is down is given up.")
    private List<PlannedChange> replacements = new ArrayList<>();

    @Option(
            names = "--remove-dead",
            paramLabel = "NODE",
            converter = NodeConverter.class,
            description = "A member that is down is given up: the others make its copies anew.")
    private List<NodeId> dead = new ArrayList<>();

    @Option(
            names = "--weight",
            paramLabel = "NODE=W",
            converter = ChangeConverters.Weight.class,
            description = "A node's share of the data relative to others, 1 to 1000.")
    private List<PlannedChange> weights = new ArrayList<>();

    @Option(
            names = "--zone",
            paramLabel = "NODE=ZONE",
            converter = ChangeConverters.Zone.class,
            description = "The rack or data centre a node stands in.")
    private List<PlannedChange> zones = new ArrayList<>();

    @Option(
            names = "--force",
            description = "Plan it even if copies are given up for good, because fewer hosts are left than N.")
    private boolean force;

    @Option(names = "--show", paramLabel = "PLAN", description = "Show a plan that was made before.")
    private Optional<String> shown = Optional.empty();

    @Option(names = "--drop", paramLabel = "PLAN", description = "Forget a plan.")
    private Optional<String> dropped = Optional.empty();

    public PlanVerb(Streams streams, Connections connections) {
        super(streams, connections);
    }

    @Override
    public Integer call() {
        List<PlannedChange> changes = changes();
        long asked = Stream.of(!changes.isEmpty(), shown.isPresent(), dropped.isPresent())
                .filter(each -> each)
                .count();
        if (asked != 1 || (force && changes.isEmpty())) {
            throw new ParameterException(
                    spec.commandLine(),
                    "say what shall change, such as --join n4, or else one of --show and --drop. Nothing was planned");
        }
        try (AdminClient admin = admin()) {
            if (dropped.isPresent()) {
                return drop(admin, dropped.get());
            }
            if (shown.isPresent()) {
                PlanReply plan = admin.showPlan(shown.get());
                return tell(plan, admin.ring().epoch());
            }
            PlanReply plan = admin.plan(changes, force);
            return tell(plan, plan.baseEpoch());
        }
    }

    private List<PlannedChange> changes() {
        List<PlannedChange> changes = new ArrayList<>();
        joins.forEach(id -> changes.add(new PlannedChange.Join(id)));
        leaves.forEach(id -> changes.add(new PlannedChange.Leave(id)));
        changes.addAll(replacements);
        dead.forEach(id -> changes.add(new PlannedChange.RemoveDead(id)));
        changes.addAll(weights);
        changes.addAll(zones);
        return changes;
    }

    private int drop(AdminClient admin, String id) {
        admin.dropPlan(id);
        output.print(streams, new Json().with("dropped", id), List.of("forgot plan " + id + "; nothing was changed"));
        return ExitCode.OK;
    }

    private int tell(PlanReply plan, long ringEpoch) {
        if (!plan.isRefused()) {
            output.print(streams, PlanText.json(plan), PlanText.lines(plan, ringEpoch, node.shell()));
            return ExitCode.OK;
        }
        if (output.isJson()) {
            output.print(streams, PlanText.json(plan), List.of());
        }
        throw new CommandFailed(
                ErrorCode.CHANGE_REFUSED,
                "there is no such plan for ring " + plan.baseEpoch() + ", and nothing was changed:\n  "
                        + String.join("\n  ", plan.refusals()));
    }
}
