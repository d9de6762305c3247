package org.armature.server;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.armature.membership.MembershipView;
import org.armature.membership.Standing;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.Message;
import org.armature.protocol.Message.MemberState;
import org.armature.protocol.Message.Outcome;
import org.armature.protocol.RingProgress;
import org.armature.replication.TableSpec;
import org.armature.ring.Member;
import org.armature.ring.Ownership;
import org.armature.ring.Position;
import org.armature.ring.PreferenceList;
import org.armature.ring.Ring;

/** Tells operators and clients of the ring: who is in it, who comes and goes, and where a key lives. Thread-safe. */
final class RingAnswers {
    private static final long FOUNDING_EPOCH = 1;

    private final Supplier<MembershipView> view;
    private final Supplier<Ownership> ownership;
    private final SortedMap<TableName, TableSpec> tables;
    private final PeerStates peers;

    RingAnswers(
            Supplier<MembershipView> view,
            Supplier<Ownership> ownership,
            SortedMap<TableName, TableSpec> tables,
            PeerStates peers) {
        this.view = view;
        this.ownership = ownership;
        this.tables = tables;
        this.peers = peers;
    }

    long epoch() {
        return ownership.get().state().epoch();
    }

    /** Of the moves of every N there are tables of. */
    RingProgress progress() {
        Ownership now = ownership.get();
        if (now.transition().isEmpty()) {
            return RingProgress.settled(now.state().epoch());
        }
        Moves moves = moves(now);
        int permille = moves.all() == 0 ? RingProgress.ALL : (int) (1_000L * moves.done() / moves.all());
        return new RingProgress(now.state().phase(), now.state().changeEpoch(), permille);
    }

    record Moves(int done, int all) {}

    /** Of a change that goes back, those that are back, or never went. */
    Moves moves(Ownership now) {
        int all = 0;
        int left = 0;
        for (int n : numbers(now)) {
            all += now.transition()
                    .map(transition -> transition.moves(n).size())
                    .orElse(0);
            left += now.movesLeft(n);
        }
        return new Moves(all - left, all);
    }

    /** N of every table there is. */
    SortedSet<Integer> numbers(Ownership now) {
        SortedSet<Integer> numbers = new TreeSet<>(now.progress().moved().keySet());
        tables.values().forEach(table -> numbers.add(table.n()));
        return numbers;
    }

    MemberState state(NodeId node) {
        return switch (view.get().standing(node)) {
            case MEMBER -> MemberState.MEMBER;
            case JOINING -> MemberState.JOINING;
            case LEAVING -> MemberState.LEAVING;
            case DEAD -> MemberState.DEAD;
            case CANDIDATE, STRANGER -> MemberState.CANDIDATE;
            case REMOVED -> MemberState.REMOVED;
        };
    }

    /** What an operator should know of this node's own standing. */
    List<String> warnings() {
        MembershipView now = view.get();
        List<String> warnings = new ArrayList<>();
        if (now.standing() == Standing.STRANGER) {
            warnings.add(ErrorCode.NOT_A_MEMBER + " this node is no member, and has heard of no token that lets it in:"
                    + " unless it has joined by one just now, say `armature grant " + now.self()
                    + "` on a member, and here, with an empty directory, `armature join TOKEN`. If it should be a member"
                    + " already, node.id in etc/node.conf is wrong; members are "
                    + now.state().members().keySet());
        } else if (now.standing() == Standing.CANDIDATE) {
            warnings.add("this node holds no places yet: it waits for a plan that takes it in (armature plan --join "
                    + now.self()
                    + ", on a member). If it should be a member already, node.id in etc/node.conf is wrong;"
                    + " members are " + now.state().members().keySet());
        }
        farewell(now).ifPresent(warnings::add);
        now.withheld()
                .filter(why -> !isBeingFounded(now))
                .ifPresent(why -> warnings.add("this node does not vote on changes of the ring: " + why));
        return warnings;
    }

    /** Founding members vote once they have heard each other: no worry while some were never started. */
    private static boolean isBeingFounded(MembershipView now) {
        return now.state().epoch() == FOUNDING_EPOCH
                && now.state().members().keySet().stream()
                        .filter(member -> !member.equals(now.self()))
                        .anyMatch(member -> !now.infos().containsKey(member)
                                || now.infos().get(member).version() == 0);
    }

    /** Why this node serves no client, and what to do; empty if it does. */
    Optional<String> farewell() {
        return farewell(view.get());
    }

    private static Optional<String> farewell(MembershipView now) {
        if (now.standing() == Standing.REMOVED) {
            return Optional.of(
                    "this node was removed from the cluster: what its data directory holds counts no more. Stop it;"
                            + " to use the machine again, let it join with an empty directory under a new grant");
        }
        if (now.standing() == Standing.DEAD) {
            return Optional.of(
                    "this node was given up as dead: its copies are made anew elsewhere. Stop it; to use the machine"
                            + " again, let it join with an empty directory under a new grant");
        }
        return Optional.empty();
    }

    List<Message.PeerStatus> peerStatuses() {
        return peers.statuses(everybody().values(), this::state);
    }

    private SortedMap<NodeId, Member> everybody() {
        MembershipView now = view.get();
        SortedMap<NodeId, Member> all = new TreeMap<>(now.candidates());
        all.putAll(now.state().members());
        return all;
    }

    Message ring(Message.RingRequest request) {
        Ownership now = ownership.get();
        Ring ring = now.state().settled();
        SortedMap<NodeId, Message.MemberStatus> members = new TreeMap<>();
        everybody().forEach((id, member) -> members.put(id, status(member)));
        int partition = -1;
        String position = "";
        List<NodeId> preferenceList = new ArrayList<>();
        if (request.table().isPresent() && request.key().isPresent()) {
            TableSpec table = tables.get(request.table().get());
            if (table == null) {
                return noSuchTable(request.table().get());
            }
            Position place = Position.of(request.key().get());
            partition = ring.partitionOf(place);
            position = HexFormat.of().formatHex(place.toBytes());
            PreferenceList list = now.preferenceList(place, table.n());
            preferenceList.addAll(list.owners());
            preferenceList.addAll(list.fallbacks());
        }
        return new Message.RingReply(
                now.state().epoch(),
                Integer.toString(ring.strategy().number()),
                ring.partitions(),
                progress(),
                ring.tokens(),
                now.state().target().map(Ring::tokens).orElse(List.of()),
                members,
                partition,
                position,
                preferenceList);
    }

    private Message.MemberStatus status(Member member) {
        return new Message.MemberStatus(
                member.peerAddress(),
                member.clientAddress(),
                member.host(),
                member.zone(),
                member.weight(),
                state(member.node()));
    }

    Message noSuchTable(TableName name) {
        return new Message.Failure(
                ErrorCode.NO_SUCH_TABLE,
                Outcome.REJECTED,
                "there is no table " + name + " here; tables are " + tables.keySet());
    }
}
