package org.armature.simulator.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.armature.history.Fact;
import org.armature.history.ObjectName;
import org.armature.membership.MembershipView;
import org.armature.model.Bytes;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.protocol.HintRecord;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.RecordCodec;
import org.armature.protocol.StoredRecord;
import org.armature.ring.Position;
import org.armature.ring.RingState;
import org.armature.simulator.disk.StoreName;
import org.armature.simulator.node.NodeNames;
import org.armature.simulator.node.SimulatedNode;
import org.armature.simulator.world.Trace;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;

/** Reads what engines are given to write, notes which versions are where and for whom, and what is wrong in itself. */
final class StoreWatch {
    private record Place(int node, StoreName store, StoreKey key) {}

    /** What was last written somewhere, decoded. */
    private record Known(Bytes bytes, Content content) {}

    /**
     * @param set nothing for a hint that only refers to the node's own copy
     * @param owners for whom a hint is kept; none for an object
     * @param refers whether a hint refers to the node's own copy, too
     */
    private record Content(VersionSet set, SortedSet<NodeId> owners, boolean refers, long generation) {
        static final Content NOTHING = new Content(VersionSet.EMPTY, new TreeSet<>(), false, 0);
    }

    private record Kept(int holder, NodeId owner, ObjectName object) {}

    private final Texts texts;
    private final Names names;
    private final Trace trace;
    private final ReapWatch reaped;
    private final ConditionWatch conditions;
    private final Predicate<TableName> keepsSiblings;
    private final Consumer<Fact> facts;
    private final Consumer<Violation> wrong;
    private final Map<Place, Known> known = new HashMap<>();
    private final Map<Kept, Set<String>> kept = new HashMap<>();
    /** By node: where something was written that nobody was told of. */
    private final Map<Integer, Set<Place>> unpromised = new HashMap<>();

    private int longestVector;

    /** @param keepsSiblings whether only those values of a table are replaced that were seen: else nobody knows what was */
    StoreWatch(
            Texts texts,
            Names names,
            ReapWatch reaped,
            ConditionWatch conditions,
            Trace trace,
            Predicate<TableName> keepsSiblings,
            Consumer<Fact> facts,
            Consumer<Violation> wrong) {
        this.keepsSiblings = keepsSiblings;
        this.reaped = reaped;
        this.conditions = conditions;
        this.trace = trace;
        this.texts = texts;
        this.names = names;
        this.facts = facts;
        this.wrong = wrong;
    }

    /** @param asPromised whether the write is as durable as its table says */
    void wrote(
            SimulatedNode node,
            StoreName store,
            StoreKey key,
            Optional<Bytes> before,
            Optional<Bytes> after,
            boolean asPromised,
            long time) {
        Place place = new Place(node.number(), store, key);
        Content old = before.isPresent() ? known(place, before.get()) : Content.NOTHING;
        Content now = Content.NOTHING;
        if (after.isPresent()) {
            try {
                now = decode(store.kind(), after.get());
            } catch (ProtocolException damaged) {
                wrong.accept(
                        new Violation("I-2 DAMAGED", node + " has stored a damaged record: " + damaged.getMessage()));
                return;
            }
            known.put(place, new Known(after.get(), now));
            longestVector = Math.max(longestVector, now.set().seen().size());
        } else {
            known.remove(place);
        }
        ObjectName object = texts.object(store.table(), new Key(Bytes.wrap(key.key())));
        Set<Place> shaky = unpromised.computeIfAbsent(node.number(), any -> new LinkedHashSet<>());
        // a write that nobody was told of counts from when it is as durable as asked
        boolean countsFromNow = asPromised && shaky.remove(place);
        VersionSet noted = countsFromNow ? VersionSet.EMPTY : old.set();
        if (!asPromised) {
            shaky.add(place);
        }
        Content written = now;
        trace.say(() -> node + " has written " + object + told(store, written) + (asPromised ? "" : ", not as asked"));
        conditions.stored(node, store, object, old.set(), now.set());
        if (store.kind() == StoreKind.OBJECTS) {
            if (after.isPresent()) {
                judgeOrder(node, object, old.set(), now.set(), time);
            } else if (!isGivenAway(node, store, key)) {
                reaped.removed(node, store.partition(), object, old.set(), time);
            } else {
                judgeDropped(node, store, key, object, old.set());
            }
            noteVersions(node, object, noted, now.set(), asPromised, "", time);
            reaped.stored(node, object, added(old.set(), now.set()), "", time);
        } else {
            noteHint(node, object, store, key, old, noted, now, asPromised, time);
            reaped.stored(
                    node, object, added(old.set(), now.set()), now.owners().toString(), time);
        }
    }

    /** Entries of the longest version vector that any node has ever written. */
    int longestVector() {
        return longestVector;
    }

    private static List<Version> added(VersionSet old, VersionSet now) {
        return now.versions().stream()
                .filter(version -> !old.versions().contains(version))
                .toList();
    }

    private String told(StoreName store, Content content) {
        List<String> versions = content.set().versions().stream()
                .map(version -> names.of(version) + " " + texts.dot(version.dot()))
                .toList();
        String hint = store.kind() == StoreKind.HINTS
                ? " for " + content.owners() + (content.refers() ? " by reference" : "")
                : "";
        return hint + ": " + versions + " seen " + content.set().seen();
    }

    private Content known(Place place, Bytes bytes) {
        Known last = known.get(place);
        if (last != null && last.bytes().equals(bytes)) {
            return last.content();
        }
        try {
            return decode(place.store().kind(), bytes);
        } catch (ProtocolException damaged) {
            return Content.NOTHING;
        }
    }

    private static Content decode(StoreKind kind, Bytes bytes) throws ProtocolException {
        if (kind == StoreKind.OBJECTS) {
            return new Content(
                    RecordCodec.decode(StoredRecord.decode(bytes.shared()).record()), new TreeSet<>(), false, 0);
        }
        HintRecord hint = HintRecord.decode(bytes.shared());
        VersionSet set =
                hint.copy().isPresent() ? RecordCodec.decode(hint.copy().get().record()) : VersionSet.EMPTY;
        return new Content(set, hint.owners(), hint.refers(), hint.generation());
    }

    /** Whether the node is not among the key's owners, by the ring that stands or that places still move from. */
    private static boolean isGivenAway(SimulatedNode node, StoreName store, StoreKey key) {
        return node.ring()
                .map(MembershipView::state)
                .filter(state -> !owners(node, store, key, state).contains(node.id()))
                .isPresent();
    }

    private static List<NodeId> owners(SimulatedNode node, StoreName store, StoreKey key, RingState state) {
        int n = node.settings().tables().get(store.table()).n();
        return state.settled()
                .preferenceList(Position.of(new Key(Bytes.wrap(key.key()))), n)
                .owners();
    }

    /** A copy may go only once an owner knows all of it. */
    private void judgeDropped(
            SimulatedNode node, StoreName store, StoreKey key, ObjectName object, VersionSet dropped) {
        RingState state = node.ring().orElseThrow().state();
        boolean held = owners(node, store, key, state).stream().anyMatch(owner -> knows(owner, store, key, dropped));
        if (!held && !reaped.isGone(object, dropped)) {
            wrong.accept(new Violation(
                    "I-10 DROPPED_TOO_EARLY",
                    node + " has dropped " + dropped + " of " + object + ", which no owner has"));
        }
    }

    /**
     * Whether the last copy that the owner has written lacks nothing of this. It may show more than both together would: a
     * second dot of a write that it has replaced long ago, and that the other still remembers.
     */
    private boolean knows(NodeId owner, StoreName store, StoreKey key, VersionSet set) {
        StoreName objects = new StoreName(store.table(), StoreKind.OBJECTS, store.partition());
        Known last = known.get(new Place(NodeNames.hostOf(owner), objects, key));
        if (last == null) {
            return false;
        }
        VersionSet copy = last.content().set();
        VersionSet both = copy.merge(set);
        return both.seen().equals(copy.seen()) && copy.versions().containsAll(both.versions());
    }

    private void judgeOrder(SimulatedNode node, ObjectName object, VersionSet old, VersionSet now, long time) {
        if (!now.seen().merge(old.seen()).equals(now.seen()) && !reaped.mayForget(node, object, old, now, time)) {
            wrong.accept(new Violation(
                    "I-9 VECTOR_WENT_BACK",
                    node + " had seen " + old.seen() + " of " + object + " and now " + now.seen()));
        }
    }

    private void noteVersions(
            SimulatedNode node,
            ObjectName object,
            VersionSet old,
            VersionSet now,
            boolean asPromised,
            String hintFor,
            long time) {
        for (Version version : now.versions()) {
            if (!old.versions().contains(version)) {
                names.met(object, version, now);
                facts.accept(new Fact.Stored(
                        time,
                        node.id().name(),
                        object,
                        texts.dot(version.dot()),
                        names.of(version),
                        asPromised,
                        hintFor));
            }
        }
    }

    private void noteHint(
            SimulatedNode node,
            ObjectName object,
            StoreName store,
            StoreKey key,
            Content old,
            VersionSet noted,
            Content now,
            boolean asPromised,
            long time) {
        for (NodeId owner : now.owners()) {
            noteVersions(
                    node,
                    object,
                    old.owners().contains(owner) ? noted : VersionSet.EMPTY,
                    now.set(),
                    asPromised,
                    owner.name(),
                    time);
            boolean fresh =
                    now.generation() != old.generation() || !old.owners().contains(owner);
            if (asPromised && fresh && keepsSiblings.test(store.table())) {
                noteKept(node, owner, object, all(node, store, key, now), time);
            }
        }
        for (NodeId owner : old.owners()) {
            if (!now.owners().contains(owner)) {
                Set<String> values = kept.remove(new Kept(node.number(), owner, object));
                if (values != null && !values.isEmpty()) {
                    VersionSet held = all(node, store, key, old);
                    boolean delivered = isToHold(node, store, key, owner) || knows(owner, store, key, held);
                    String confirming = delivered ? owner.name() : node.id().name();
                    facts.accept(new Fact.HintDeleted(
                            time, node.id().name(), owner.name(), object, List.copyOf(values), List.of(confirming)));
                }
            }
        }
    }

    /** While places move, or if this node leaves the ring, it may also be kept on for others, or by them. */
    private static boolean isToHold(SimulatedNode node, StoreName store, StoreKey key, NodeId owner) {
        return node.ring()
                .map(MembershipView::state)
                .filter(state -> state.phase() == RingState.Phase.SETTLED)
                .filter(state -> state.settled().members().containsKey(node.id()))
                .filter(state -> owners(node, store, key, state).contains(owner))
                .isPresent();
    }

    private void noteKept(SimulatedNode node, NodeId owner, ObjectName object, VersionSet set, long time) {
        Set<String> values = kept.computeIfAbsent(new Kept(node.number(), owner, object), any -> new LinkedHashSet<>());
        List<String> more = new ArrayList<>();
        for (Version version : set.versions()) {
            if (values.add(names.of(version))) {
                more.add(names.of(version));
            }
        }
        if (!more.isEmpty()) {
            facts.accept(new Fact.HintCreated(time, node.id().name(), owner.name(), object, more));
        }
    }

    /** What a hint keeps and what it refers to. */
    private VersionSet all(SimulatedNode node, StoreName store, StoreKey key, Content hint) {
        return hint.refers() ? hint.set().merge(own(node, store, key)) : hint.set();
    }

    private VersionSet own(SimulatedNode node, StoreName store, StoreKey key) {
        StoreName objects = new StoreName(store.table(), StoreKind.OBJECTS, store.partition());
        return node.disk()
                .get(objects, key)
                .map(bytes ->
                        known(new Place(node.number(), objects, key), bytes).set())
                .orElse(VersionSet.EMPTY);
    }

    /** What was written without anybody being told, and is still there, counts from now on. */
    void forced(SimulatedNode node, long time) {
        Set<Place> places = unpromised.remove(node.number());
        if (places != null) {
            places.forEach(place ->
                    node.disk().get(place.store(), place.key()).ifPresent(bytes -> stands(node, place, bytes, time)));
        }
    }

    private void stands(SimulatedNode node, Place place, Bytes bytes, long time) {
        Content content = known(place, bytes);
        ObjectName object = texts.object(
                place.store().table(), new Key(Bytes.wrap(place.key().key())));
        if (place.store().kind() == StoreKind.OBJECTS) {
            noteVersions(node, object, VersionSet.EMPTY, content.set(), true, "", time);
        } else {
            noteHint(node, object, place.store(), place.key(), Content.NOTHING, VersionSet.EMPTY, content, true, time);
        }
    }

    /** Something has destroyed data of a node: what is still there is noted anew. */
    void survived(SimulatedNode node, long time) {
        known.keySet().removeIf(place -> place.node() == node.number());
        kept.keySet().removeIf(hint -> hint.holder() == node.number());
        for (StoreName store : node.disk().stores()) {
            node.disk().entries(store).forEach((key, bytes) -> {
                Place place = new Place(node.number(), store, key);
                known.put(place, new Known(bytes, known(place, bytes))); // others may count on it as before
                stands(node, place, bytes, time);
            });
        }
    }
}
