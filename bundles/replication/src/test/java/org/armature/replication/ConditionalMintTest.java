package org.armature.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.armature.model.ActorId;
import org.armature.model.Bytes;
import org.armature.model.CausalPast;
import org.armature.model.Dot;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.model.TableName;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.protocol.Message.Condition;
import org.armature.replication.RecordChange.Decision;
import org.armature.replication.RecordChange.Keep;
import org.armature.replication.RecordChange.Refuse;
import org.armature.replication.RecordChange.Store;
import org.armature.storage.Durability;
import org.junit.jupiter.api.Test;

/** What a conditional put makes of the coordinator's own copy, and of what the replicas answered before. */
class ConditionalMintTest {
    private static final long NOW = 1_000;
    private static final TableSpec SIBLINGS = new TableSpec(
            new TableName("shop", "cart"),
            TableSpec.Quorums.of(3, 2, 2),
            Durability.PROCESS,
            new TableSpec.Limits(512, 10_000, 4),
            Reconciliation.SIBLINGS);
    private static final TableSpec LAST_WINS = new TableSpec(
            SIBLINGS.name(),
            SIBLINGS.quorums(),
            SIBLINGS.durability(),
            SIBLINGS.limits(),
            Reconciliation.byStamp(60_000));

    private final VersionSet nothing = VersionSet.EMPTY;
    private final VersionSet theirs = with(nothing, "b", 1, "theirs");
    private long nextEpoch = 1;

    private static ActorId actor(String node) {
        return new ActorId(new NodeId(node), 7, 0);
    }

    private static VersionSet with(VersionSet set, String node, long counter, String value) {
        return set.put(set.past(), version(node, counter, value, NOW, 0));
    }

    /** @param value "-" for a deletion; it is the write's name as well */
    private static Version version(String node, long counter, String value, long millis, long expiresMillis) {
        return new Version(
                new Dot(actor(node), counter),
                request(node + counter + value),
                millis,
                0,
                value.equals("-") ? Optional.empty() : Optional.of(Bytes.utf8(value)),
                expiresMillis);
    }

    private static RequestId request(String name) {
        return new RequestId(1, name.hashCode());
    }

    private Decision<LocalCopy> decide(Condition condition, VersionSet own, VersionSet read, CausalPast seen) {
        return decide(condition, own, read, seen, SIBLINGS);
    }

    private Decision<LocalCopy> decide(
            Condition condition, VersionSet own, VersionSet read, CausalPast seen, TableSpec table) {
        ClientWrite write = new ClientWrite(request("mine"), false, Optional.of(Bytes.utf8("mine")), seen);
        Minting minting = new Minting(7, () -> new ActorId(new NodeId("a"), 7, nextEpoch++), NOW);
        PutCondition asked = new PutCondition(condition, seen, table.lastWriteWins());
        Optional<LocalCopy> found =
                own.isEmpty() ? Optional.empty() : Optional.of(LocalCopy.of(own, Optional.of(actor("a"))));
        return new ConditionalMint(asked, write, read, minting, table).decide(found);
    }

    private static List<String> stored(Decision<LocalCopy> decision) {
        assertInstanceOf(Store.class, decision, decision.toString());
        Store<LocalCopy> store = (Store<LocalCopy>) decision;
        return values(store.copy().set());
    }

    private static List<String> values(VersionSet set) {
        return set.versions().stream()
                .map(version -> version.value().map(Bytes::utf8).orElse("-"))
                .toList();
    }

    private static List<String> refused(Decision<LocalCopy> decision) {
        assertInstanceOf(Refuse.class, decision, decision.toString());
        Refuse<LocalCopy> refuse = (Refuse<LocalCopy>) decision;
        assertEquals(ErrorCode.CONDITION_FAILED, refuse.code());
        return values(refuse.standing().orElseThrow());
    }

    @Test
    void aNewValueIsMintedWhereNobodyKnowsAny() {
        assertEquals(List.of("mine"), stored(decide(Condition.ABSENT, nothing, nothing, CausalPast.NOTHING)));
    }

    @Test
    void whatEitherThisNodeOrTheOthersHoldRefusesANewOne() {
        assertEquals(List.of("theirs"), refused(decide(Condition.ABSENT, nothing, theirs, CausalPast.NOTHING)));
        assertEquals(List.of("theirs"), refused(decide(Condition.ABSENT, theirs, nothing, CausalPast.NOTHING)));
    }

    @Test
    void whatOthersKnowToBeDeletedIsReplacedHereThoughItStandsInThisNodesCopy() {
        VersionSet deleted = with(theirs, "b", 2, "-");
        assertEquals(List.of("mine"), stored(decide(Condition.ABSENT, theirs, deleted, CausalPast.NOTHING)));
        assertEquals(List.of("mine"), stored(decide(Condition.ABSENT, deleted, nothing, CausalPast.NOTHING)));
    }

    @Test
    void whatHasExpiredByThisNodesClockIsNoValue() {
        VersionSet past = nothing.put(CausalPast.NOTHING, version("b", 1, "brief", 0, NOW));
        VersionSet later = nothing.put(CausalPast.NOTHING, version("b", 1, "brief", 0, NOW + 1));
        assertEquals(List.of("mine"), stored(decide(Condition.ABSENT, past, nothing, CausalPast.NOTHING)));
        assertEquals(List.of("brief"), refused(decide(Condition.ABSENT, later, nothing, CausalPast.NOTHING)));
    }

    @Test
    void whatTheContextHasSeenMayBeThereAndNothingElse() {
        VersionSet later = with(theirs, "b", 2, "later");
        assertEquals(List.of("mine"), stored(decide(Condition.UNCHANGED, theirs, nothing, theirs.past())));
        assertEquals(List.of("mine"), stored(decide(Condition.UNCHANGED, nothing, theirs, theirs.past())));
        assertEquals(List.of("mine"), stored(decide(Condition.UNCHANGED, nothing, nothing, theirs.past())));
        assertEquals(List.of("later"), refused(decide(Condition.UNCHANGED, theirs, later, theirs.past())));
        assertEquals(List.of("later"), refused(decide(Condition.UNCHANGED, later, theirs, theirs.past())));
        VersionSet deleted = with(theirs, "b", 2, "-");
        assertEquals(List.of("-"), refused(decide(Condition.UNCHANGED, deleted, nothing, theirs.past())));
    }

    @Test
    void aWriteThatThisNodeHasAlreadyIsKeptWhateverElseIsThere() {
        VersionSet mine = nothing.put(
                CausalPast.NOTHING,
                new Version(new Dot(actor("a"), 1), request("mine"), NOW, Optional.of(Bytes.utf8("mine"))));
        assertInstanceOf(Keep.class, decide(Condition.ABSENT, mine, nothing, CausalPast.NOTHING));
        VersionSet replaced = with(mine, "b", 1, "later");
        assertInstanceOf(Keep.class, decide(Condition.ABSENT, replaced, replaced, CausalPast.NOTHING));
    }

    @Test
    void whereTheLastWriteWinsAHiddenValueIsNone() {
        Version hidden = version("b", 1, "hidden", NOW - 10, 0);
        Version deletion = version("c", 1, "-", NOW + 10, 0);
        VersionSet both = nothing.put(CausalPast.NOTHING, hidden).put(CausalPast.NOTHING, deletion);
        assertEquals(
                List.of("-", "hidden"),
                refused(decide(Condition.ABSENT, both, nothing, CausalPast.NOTHING)).stream()
                        .sorted()
                        .toList());
        Decision<LocalCopy> decision = decide(Condition.ABSENT, nothing, both, CausalPast.NOTHING, LAST_WINS);
        assertEquals(List.of("mine"), stored(decision));
        Version mine = ((Store<LocalCopy>) decision).copy().set().versions().get(0);
        assertTrue(Version.BY_STAMP.compare(mine, deletion) > 0, mine.toString());
    }
}
