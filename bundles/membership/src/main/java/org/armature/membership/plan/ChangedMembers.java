package org.armature.membership.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.model.NodeId;
import org.armature.protocol.PlannedChange;
import org.armature.ring.Member;

/** The members there would be after some changes, who of those before is given up, and which changes can't be. */
final class ChangedMembers {
    private final Situation situation;
    private final SortedMap<NodeId, Member> members;
    private final SortedSet<NodeId> dead = new TreeSet<>();
    private final SortedMap<NodeId, Member> replaced = new TreeMap<>();
    private final SortedSet<NodeId> named = new TreeSet<>();
    private final SortedSet<String> told = new TreeSet<>();
    private final List<String> refusals = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private ChangedMembers(Situation situation) {
        this.situation = situation;
        this.members = new TreeMap<>(situation.members());
    }

    /** In whatever order they were asked for: who comes and goes first, then weights and zones. */
    static ChangedMembers of(Situation situation, List<PlannedChange> changes) {
        ChangedMembers changed = new ChangedMembers(situation);
        changes.forEach(changed::comeOrGo);
        changes.forEach(changed::change);
        changed.warnOfOtherShares();
        changed.checkTogether();
        return changed;
    }

    SortedMap<NodeId, Member> members() {
        return members;
    }

    SortedSet<NodeId> dead() {
        return dead;
    }

    List<String> refusals() {
        return refusals;
    }

    List<String> warnings() {
        return warnings;
    }

    private void comeOrGo(PlannedChange change) {
        if (change instanceof PlannedChange.Join) {
            candidate(change, change.node()).ifPresent(this::come);
        } else if (change instanceof PlannedChange.Leave) {
            member(change).ifPresent(this::leave);
        } else if (change instanceof PlannedChange.RemoveDead) {
            member(change).ifPresent(member -> removeDead(change));
        } else if (change instanceof PlannedChange.Replace replace) {
            Optional<Member> old = member(change);
            Optional<Member> next = candidate(change, replace.by());
            if (old.isPresent() && next.isPresent()) {
                replace(old.get(), next.get());
            }
        }
    }

    private void change(PlannedChange change) {
        if (change instanceof PlannedChange.Weight weight) {
            stays(change, "weight").ifPresent(member -> reweigh(member, weight));
        } else if (change instanceof PlannedChange.Zone zone) {
            stays(change, "zone").ifPresent(member -> rezone(member, zone));
        }
    }

    private Optional<Member> candidate(PlannedChange change, NodeId node) {
        if (!isNamedOnce(change, node)) {
            return Optional.empty();
        }
        if (situation.members().containsKey(node)) {
            refuse(change, node + " is a member already");
        } else if (!situation.candidates().containsKey(node)) {
            refuse(
                    change,
                    node + " is no candidate; it becomes one by `armature grant " + node
                            + "` on a member, and `armature join TOKEN` and `armature start` on its machine");
        }
        return Optional.ofNullable(situation.candidates().get(node));
    }

    private Optional<Member> member(PlannedChange change) {
        NodeId node = change.node();
        if (!isNamedOnce(change, node)) {
            return Optional.empty();
        }
        if (situation.candidates().containsKey(node)) {
            refuse(change, node + " is a candidate and holds nothing; to be rid of it, stop it");
        } else if (!situation.members().containsKey(node)) {
            refuseUnknown(change);
        }
        return Optional.ofNullable(situation.members().get(node));
    }

    /** Weight and zone also of one that comes. */
    private Optional<Member> stays(PlannedChange change, String what) {
        NodeId node = change.node();
        if (!told.add(what + " " + node)) {
            refuse(change, "the " + what + " of " + node + " is told twice");
            return Optional.empty();
        }
        if (!members.containsKey(node)) {
            if (situation.members().containsKey(node)) {
                refuse(change, node + " goes by another of these changes");
            } else if (situation.candidates().containsKey(node)) {
                refuse(change, node + " is a candidate: say --join " + node + " too");
            } else {
                refuseUnknown(change);
            }
        }
        return Optional.ofNullable(members.get(node));
    }

    private boolean isNamedOnce(PlannedChange change, NodeId node) {
        if (!named.add(node)) {
            refuse(change, node + " is named by another of these changes");
            return false;
        }
        return true;
    }

    private void come(Member candidate) {
        members.put(candidate.node(), candidate);
        warnIfDown(candidate.node(), "what it takes over waits for it");
    }

    private void leave(Member member) {
        members.remove(member.node());
        boolean heard = situation.testimony().isHeard(member.node());
        warnIfDown(
                member.node(),
                "what it hands over waits for it"
                        + (heard ? "" : "; if it is lost for good, say --remove-dead instead"));
    }

    private void removeDead(PlannedChange change) {
        NodeId node = change.node();
        if (isDead(node)) {
            members.remove(node);
            giveUp(node);
        } else if (situation.down().contains(node)) {
            refuse(
                    change,
                    situation.testimony().heard(node)
                            + ": mend what is between them, or stop it first if it is lost; a member that answers goes"
                            + " by --leave, which costs no copy");
        } else {
            refuse(
                    change,
                    node + " answers, or did a moment ago; a member that answers goes by --leave, which costs no copy");
        }
    }

    private void replace(Member old, Member next) {
        members.remove(old.node());
        if (isDead(old.node())) {
            giveUp(old.node());
        } else {
            warnIfDown(old.node(), "what it hands over waits for it");
        }
        come(next);
        replaced.put(next.node(), old);
    }

    /** Not because one node does not hear it. */
    private boolean isDead(NodeId node) {
        return situation.down().contains(node) && !situation.testimony().isHeard(node);
    }

    private void giveUp(NodeId node) {
        dead.add(node);
        warnings.add(
                node + " would be given up as dead: " + situation.testimony().unheard());
    }

    /** By the weight the new one has after all changes. */
    private void warnOfOtherShares() {
        replaced.forEach((node, old) -> {
            int weight = members.get(node).weight();
            if (weight != old.weight()) {
                warnings.add(node + " has weight " + weight + ", and " + old.node() + ", which it replaces, "
                        + old.weight() + ": shares of others change too");
            }
        });
    }

    private void reweigh(Member member, PlannedChange.Weight change) {
        if (change.weight() < 1 || change.weight() > Member.MAX_WEIGHT) {
            refuse(change, "a weight is 1 to " + Member.MAX_WEIGHT + "; a node that shall hold nothing leaves");
            return;
        }
        put(member, member.zone(), change.weight());
    }

    private void rezone(Member member, PlannedChange.Zone change) {
        try {
            put(member, change.zone(), member.weight());
        } catch (IllegalArgumentException e) {
            refuse(change, e.getMessage());
        }
    }

    private void put(Member member, String zone, int weight) {
        members.put(
                member.node(),
                new Member(member.node(), member.peerAddress(), member.clientAddress(), member.host(), zone, weight));
    }

    private void checkTogether() {
        if (!refusals.isEmpty()) {
            return;
        }
        if (members.isEmpty()) {
            refusals.add("no member would be left, and everything would be lost");
        } else if (members.equals(situation.members())) {
            refusals.add("nothing would change");
        }
        SortedMap<String, Member> byAddress = new TreeMap<>();
        SortedMap<String, Member> byHost = new TreeMap<>();
        for (Member member : members.values()) {
            refuseTwice(member.peerAddress(), byAddress, member);
            refuseTwice(member.clientAddress(), byAddress, member);
            Member other = byHost.putIfAbsent(member.host(), member);
            if (other != null && !other.zone().equals(member.zone())) {
                refusals.add("host " + member.host() + " lies in one zone, but " + other.node() + " would be in "
                        + other.zone() + " and " + member.node() + " in " + member.zone());
            }
        }
    }

    private void refuseTwice(String address, SortedMap<String, Member> taken, Member member) {
        Member other = taken.putIfAbsent(address, member);
        if (other != null) {
            refusals.add(other.node() + " and " + member.node() + " would both be reached at " + address);
        }
    }

    private void warnIfDown(NodeId node, String then) {
        if (situation.down().contains(node)) {
            Testimony testimony = situation.testimony();
            warnings.add((testimony.isHeard(node) ? testimony.heard(node) : node + " does not answer") + ": " + then);
        }
    }

    private void refuseUnknown(PlannedChange change) {
        refuse(
                change,
                "there is no member " + change.node() + "; members are "
                        + situation.members().keySet());
    }

    private void refuse(PlannedChange change, String why) {
        refusals.add(change.text() + ": " + why);
    }
}
