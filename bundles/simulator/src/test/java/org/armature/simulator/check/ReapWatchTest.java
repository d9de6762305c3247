package org.armature.simulator.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.armature.history.Fact;
import org.armature.history.ObjectName;
import org.armature.membership.DetectorSettings;
import org.armature.model.ActorId;
import org.armature.model.Bytes;
import org.armature.model.CausalPast;
import org.armature.model.Dot;
import org.armature.model.RequestId;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.node.ExchangeSettings;
import org.armature.node.HintSettings;
import org.armature.node.ReapingSettings;
import org.armature.node.TransferSettings;
import org.armature.ring.Ring;
import org.armature.simulator.network.Network;
import org.armature.simulator.node.NodeNames;
import org.armature.simulator.node.NodeSettings;
import org.armature.simulator.node.SimulatedNode;
import org.armature.simulator.node.Surroundings;
import org.armature.simulator.run.Cluster;
import org.armature.simulator.world.Seeds;
import org.armature.simulator.world.Timeline;
import org.armature.simulator.world.Trace;
import org.junit.jupiter.api.Test;

/** The judge of removals sees what is wrong, and accuses nobody else. */
class ReapWatchTest {
    private static final ObjectName OBJECT = new ObjectName("sim/table0", "alice");

    private final List<Fact> facts = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();
    private final SimulatedNode node;
    private final ReapWatch watch;

    private final VersionSet value = VersionSet.EMPTY.put(CausalPast.NOTHING, version(1, 1, Optional.of("v")));
    private final VersionSet deleted = value.put(value.past(), version(2, 2, Optional.empty()));

    ReapWatchTest() {
        Seeds seeds = new Seeds(1);
        Timeline timeline = new Timeline(seeds);
        Trace trace = Trace.silent(timeline);
        Surroundings world = new Surroundings(
                timeline, new Network(timeline, seeds, 1), trace, seeds, new Chronicle(timeline, trace));
        Ring ring = Cluster.ring(List.of(NodeNames.member(NodeNames.of(0))), 8);
        NodeSettings settings = new NodeSettings(
                ring,
                new TreeMap<>(),
                1,
                1,
                new HintSettings(1, 1),
                TransferSettings.DEFAULT,
                ExchangeSettings.DEFAULT,
                new ReapingSettings(1_000, 0, 1),
                DetectorSettings.DEFAULT,
                false);
        node = new SimulatedNode(0, NodeNames.of(0), world, settings);
        Names names = new Names(timeline::now, new ExpiryWatch(timeline::now, violations::add), violations::add);
        watch = new ReapWatch(names, () -> 1_000, () -> 0, facts::add, violations::add);
    }

    private static Version version(int node, long request, Optional<String> text) {
        Dot dot = new Dot(new ActorId(NodeNames.of(node), 1, 1), 1);
        return new Version(dot, new RequestId(0, request), request, text.map(Bytes::utf8));
    }

    private List<String> found() {
        return violations.stream().map(Violation::invariant).toList();
    }

    private void note(VersionSet set) {
        watch.noted(node, OBJECT, set.versions().stream().map(Version::request).toList());
    }

    @Test
    void whatIsDeletedMayGo() {
        note(deleted);
        watch.removed(node, 0, OBJECT, deleted, 5);
        assertEquals(List.of(), found());
        assertEquals(1, facts.size());
        assertTrue(watch.isGone(OBJECT, value));
    }

    @Test
    void whatLivesMayNot() {
        note(value);
        watch.removed(node, 0, OBJECT, value, 5);
        assertEquals(List.of("I-6 REMOVED_ALIVE"), found());
    }

    @Test
    void whatComesBackIsSeenUnlessItIsDeadItself() {
        watch.stored(node, OBJECT, value.versions(), "", 4);
        note(deleted);
        watch.removed(node, 0, OBJECT, deleted, 5);
        watch.stored(node, OBJECT, deleted.versions(), "", 6);
        assertEquals(List.of(), found());
        watch.stored(node, OBJECT, value.versions(), "", 6);
        assertEquals(List.of("I-6 CAME_BACK"), found());
    }

    @Test
    void whatIsRemovedIsNotedBefore() {
        watch.removed(node, 0, OBJECT, deleted, 5);
        assertEquals(List.of("I-6 NOT_NOTED"), found());
        note(value);
        watch.removed(node, 0, OBJECT, deleted, 6);
        assertEquals(List.of("I-6 NOT_NOTED", "I-6 NOT_NOTED"), found());
    }

    @Test
    void aVectorMayForgetActorsWithoutVersionsAndNoOthers() {
        VersionSet long2 = value.put(value.past(), version(2, 2, Optional.of("w")));
        ActorId gone = version(1, 1, Optional.empty()).dot().actor();
        assertTrue(watch.mayForget(node, OBJECT, long2, long2.forgetting(List.of(gone)), 5));
        assertFalse(watch.mayForget(node, OBJECT, long2, value, 5));
        watch.stored(node, OBJECT, value.versions(), "", 6);
        assertEquals(List.of("I-6 CAME_BACK"), found());
    }
}
