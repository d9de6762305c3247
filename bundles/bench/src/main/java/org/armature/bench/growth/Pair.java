package org.armature.bench.growth;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.armature.bench.steady.Hold;
import org.armature.bench.steady.Operators;
import org.armature.bench.steady.Pace;
import org.armature.bench.steady.ThreeNodes;
import org.armature.demo.cluster.LocalNode;
import org.armature.model.NodeId;
import org.armature.protocol.PlannedChange;

/** One join and one leave, each between two quiet parts, while the load goes on. The node that comes is a new one each time. */
final class Pair {
    private final ThreeNodes nodes;
    private final Operators operators;
    private final Moving moving;
    private final Timeline timeline;
    private final GrowthPlan plan;
    private final Pace pace;
    private final SecureRandom random = new SecureRandom();

    Pair(ThreeNodes nodes, Operators operators, Timeline timeline, GrowthPlan plan, Pace pace) {
        this.nodes = nodes;
        this.operators = operators;
        Supplier<NodeFigures> figures = () -> NodeFigures.of(nodes.cluster(), operators, nodes.table());
        this.moving = new Moving(
                operators.of(ThreeNodes.MEMBER),
                figures,
                (long) ThreeNodes.N * nodes.workload().keys());
        this.timeline = timeline;
        this.plan = plan;
        this.pace = pace;
    }

    /**
     * @param number from 1
     * @param newcomer name of the node that comes and goes; none that was a member before
     * @throws TimeoutException if a change does not end
     */
    void play(int number, NodeId newcomer) throws IOException, InterruptedException, TimeoutException {
        String title = "pair " + number + " of " + plan.pairs() + ": ";
        nodes.progress().accept(title + "quiet");
        timeline.begin(number, Stage.QUIET_OF_THREE);
        Hold.of(pace.quiet());

        nodes.progress().accept(title + newcomer + " starts");
        timeline.begin(number, Stage.STARTING);
        LocalNode node = nodes.cluster().addCandidate(newcomer.name(), random);
        rest();
        change(number, Stage.JOINING, title, new PlannedChange.Join(newcomer));

        timeline.begin(number, Stage.RESTING);
        rest();
        nodes.progress().accept(title + "quiet, " + newcomer + " being there");
        timeline.begin(number, Stage.QUIET_OF_FOUR);
        Hold.of(pace.quiet());
        change(number, Stage.LEAVING, title, new PlannedChange.Leave(newcomer));

        nodes.progress().accept(title + newcomer + " stops");
        timeline.begin(number, Stage.STOPPING);
        operators.forget(node);
        nodes.cluster().remove(node);
        rest();
    }

    /** Lets the nodes come to rest. */
    void rest() throws InterruptedException {
        Hold.of(pace.rest());
    }

    private void change(int number, Stage stage, String title, PlannedChange planned)
            throws InterruptedException, TimeoutException {
        Change change = moving.carryOut(planned, () -> timeline.begin(number, stage));
        timeline.changed(change);
        nodes.progress().accept(title + GrowthText.of(change));
    }
}
