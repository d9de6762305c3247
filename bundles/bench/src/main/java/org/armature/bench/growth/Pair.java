package org.armature.bench.growth;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.armature.bench.steady.Hold;
import org.armature.bench.steady.Operators;
import org.armature.client.AdminClient;
import org.armature.demo.cluster.LocalCluster;
import org.armature.demo.cluster.LocalNode;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.PlannedChange;

/** One join and one leave, each between two quiet parts, while the load goes on. The node that comes is a new one each time. */
final class Pair {
    private final LocalCluster cluster;
    private final Operators operators;
    private final Moving moving;
    private final Timeline timeline;
    private final GrowthPlan plan;
    private final SecureRandom random;
    private final Consumer<String> progress;

    /**
     * @param member that stays, and is asked to plan
     * @param entriesInAll that the nodes hold together when nothing moves
     */
    Pair(
            LocalCluster cluster,
            Operators operators,
            String member,
            TableName table,
            long entriesInAll,
            Timeline timeline,
            GrowthPlan plan,
            SecureRandom random,
            Consumer<String> progress) {
        this.cluster = cluster;
        this.operators = operators;
        AdminClient operator = operators.of(member);
        Supplier<NodeFigures> figures = () -> NodeFigures.of(cluster, operators, table);
        this.moving = new Moving(operator, figures, entriesInAll);
        this.timeline = timeline;
        this.plan = plan;
        this.random = random;
        this.progress = progress;
    }

    /**
     * @param number from 1
     * @param newcomer name of the node that comes and goes; none that was a member before
     * @throws TimeoutException if a change does not end
     */
    void play(int number, NodeId newcomer) throws IOException, InterruptedException, TimeoutException {
        String title = "pair " + number + " of " + plan.pairs() + ": ";
        progress.accept(title + "quiet");
        timeline.begin(number, Stage.QUIET_OF_THREE);
        Hold.of(plan.quiet());

        progress.accept(title + newcomer + " starts");
        timeline.begin(number, Stage.STARTING);
        LocalNode node = cluster.addCandidate(newcomer.name(), random);
        rest();
        change(number, Stage.JOINING, title, new PlannedChange.Join(newcomer));

        timeline.begin(number, Stage.RESTING);
        rest();
        progress.accept(title + "quiet, " + newcomer + " being there");
        timeline.begin(number, Stage.QUIET_OF_FOUR);
        Hold.of(plan.quiet());
        change(number, Stage.LEAVING, title, new PlannedChange.Leave(newcomer));

        progress.accept(title + newcomer + " stops");
        timeline.begin(number, Stage.STOPPING);
        operators.forget(node);
        cluster.remove(node);
        rest();
    }

    /** Lets the nodes come to rest. */
    void rest() throws InterruptedException {
        Hold.of(plan.rest());
    }

    private void change(int number, Stage stage, String title, PlannedChange planned)
            throws InterruptedException, TimeoutException {
        Change change = moving.carryOut(planned, () -> timeline.begin(number, stage));
        timeline.changed(change);
        progress.accept(title + GrowthText.of(change));
    }
}
