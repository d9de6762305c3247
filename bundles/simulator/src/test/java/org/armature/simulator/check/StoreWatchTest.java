package org.armature.simulator.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.armature.history.Fact;
import org.armature.membership.DetectorSettings;
import org.armature.model.ActorId;
import org.armature.model.Bytes;
import org.armature.model.CausalPast;
import org.armature.model.Dot;
import org.armature.model.Key;
import org.armature.model.RequestId;
import org.armature.model.RequestLog;
import org.armature.model.TableName;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.node.ExchangeSettings;
import org.armature.node.HintSettings;
import org.armature.node.ReapingSettings;
import org.armature.node.TransferSettings;
import org.armature.protocol.HintRecord;
import org.armature.protocol.RecordCodec;
import org.armature.protocol.StoredRecord;
import org.armature.ring.Position;
import org.armature.ring.Ring;
import org.armature.simulator.disk.StoreName;
import org.armature.simulator.network.Network;
import org.armature.simulator.node.NodeNames;
import org.armature.simulator.node.NodeSettings;
import org.armature.simulator.node.SimulatedNode;
import org.armature.simulator.node.Surroundings;
import org.armature.simulator.run.Cluster;
import org.armature.simulator.world.Seeds;
import org.armature.simulator.world.Timeline;
import org.armature.simulator.world.Trace;
import org.armature.storage.Durability;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;
import org.junit.jupiter.api.Test;

/** A hint of n1 for n0, and who is found to have the version when it goes. Neither process runs: no ring says that n0 owns it. */
class StoreWatchTest {
    private static final TableName TABLE = new TableName("sim", "table");
    private static final Key KEY = Key.utf8("key");
    private static final StoreKey STORE_KEY =
            StoreKey.of(Position.of(KEY).toBytes(), KEY.bytes().shared());

    private final List<Fact> facts = new ArrayList<>();
    private final List<Violation> violations = new ArrayList<>();
    private final Ring ring = Cluster.ring(
            IntStream.range(0, 3).mapToObj(NodeNames::of).map(NodeNames::member).toList(), 8);
    private final SimulatedNode owner;
    private final SimulatedNode fallback;
    private final StoreWatch watch;

    StoreWatchTest() {
        Seeds seeds = new Seeds(1);
        Timeline timeline = new Timeline(seeds);
        Trace trace = Trace.silent(timeline);
        Surroundings world = new Surroundings(
                timeline, new Network(timeline, seeds, 2), trace, seeds, new Chronicle(timeline, trace));
        NodeSettings settings = new NodeSettings(
                ring,
                new TreeMap<>(),
                1,
                1,
                new HintSettings(1, 1),
                TransferSettings.DEFAULT,
                ExchangeSettings.DEFAULT,
                ReapingSettings.DEFAULT,
                DetectorSettings.DEFAULT,
                false);
        owner = new SimulatedNode(0, NodeNames.of(0), world, settings);
        fallback = new SimulatedNode(1, NodeNames.of(1), world, settings);
        Names names = new Names(timeline::now, new ExpiryWatch(timeline::now, violations::add), violations::add);
        watch = new StoreWatch(
                new Texts(),
                names,
                new ReapWatch(names, timeline::now, () -> 0, facts::add, violations::add),
                new ConditionWatch(names, table -> true, violations::add),
                trace,
                table -> true,
                facts::add,
                violations::add);
    }

    @Test
    void whatSurvivedItsOwnersMisfortuneIsStillHeldByIt() {
        ownerHolds();
        watch.survived(owner, 1);
        assertEquals(List.of("n0"), confirming());
    }

    @Test
    void whatAMisfortuneHasTakenIsHeldByNobodyElse() {
        ownerHolds();
        owner.disk().wipe();
        watch.survived(owner, 1);
        assertEquals(List.of("n1"), confirming());
    }

    @Test
    void whoHasSeenAllOfAHintHasItEvenIfASecondDotOfWhatItReplacedStandsBeside() {
        VersionSet replaced = set().put(set().past(), version(2, 2, 2));
        VersionSet forgetful = VersionSet.of(
                List.of(version(2, 2, 2), version(3, 1, 1)),
                replaced.seen().with(version(3, 1, 1).dot(), 1),
                RequestLog.EMPTY);
        assertEquals(replaced.versions(), replaced.merge(forgetful).versions());
        ownerHolds(stored(forgetful));
        assertEquals(List.of("n0"), confirming(replaced));
    }

    @Test
    void whoLacksAVersionOfAHintDoesNotHaveIt() {
        ownerHolds();
        assertEquals(List.of("n1"), confirming(set().put(CausalPast.NOTHING, version(2, 2, 2))));
    }

    private void ownerHolds() {
        ownerHolds(stored(set()));
    }

    private void ownerHolds(Bytes copy) {
        StoreName store = store(StoreKind.OBJECTS);
        owner.disk().write(store, STORE_KEY, Optional.of(copy), Durability.DISK, true);
        watch.wrote(owner, store, STORE_KEY, Optional.empty(), Optional.of(copy), true, 0);
    }

    /** Who has it for certain when the hint is deleted. */
    private List<String> confirming() {
        return confirming(set());
    }

    private List<String> confirming(VersionSet kept) {
        StoredRecord copy = new StoredRecord(RecordCodec.encode(kept), Optional.empty());
        Bytes hint = Bytes.wrap(
                new HintRecord(new TreeSet<>(List.of(NodeNames.of(0))), 1, Optional.of(copy), false, 0).encode());
        StoreName store = store(StoreKind.HINTS);
        watch.wrote(fallback, store, STORE_KEY, Optional.empty(), Optional.of(hint), true, 2);
        watch.wrote(fallback, store, STORE_KEY, Optional.of(hint), Optional.empty(), true, 3);
        assertEquals(List.of(), violations);
        return facts.stream()
                .filter(Fact.HintDeleted.class::isInstance)
                .map(Fact.HintDeleted.class::cast)
                .findFirst()
                .orElseThrow()
                .confirmedBy();
    }

    private StoreName store(StoreKind kind) {
        return new StoreName(TABLE, kind, ring.partitionOf(Position.of(KEY)));
    }

    private static Bytes stored(VersionSet set) {
        return Bytes.wrap(new StoredRecord(RecordCodec.encode(set), Optional.empty()).encode());
    }

    private static VersionSet set() {
        return VersionSet.EMPTY.put(CausalPast.NOTHING, version(2, 1, 1));
    }

    private static Version version(int node, long counter, long request) {
        Dot dot = new Dot(new ActorId(NodeNames.of(node), 1, 1), counter);
        return new Version(dot, new RequestId(0, request), 1, Optional.of(Bytes.utf8("v" + request)));
    }
}
