package org.armature.server;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.armature.config.InstanceConfig;
import org.armature.config.TableConfig;
import org.armature.membership.MembershipView;
import org.armature.model.NodeId;
import org.armature.protocol.MemberInfo;

/**
 * What members tell one another, by gossip, of the configuration they want: for each table a number made of its N and of a
 * digest of what all have to change together. Nodes on both sides of a partition must not change to different rules, so
 * who agrees has to be more than half of the members, too.
 */
final class ConfigAgreement {
    private static final int N_SHIFT = 56;

    private final NodeId self;
    private final MembershipView view;
    private final Predicate<NodeId> isUp;

    ConfigAgreement(MembershipView view, Predicate<NodeId> isUp) {
        this.self = view.self();
        this.view = view;
        this.isUp = isUp;
    }

    /**
     * @param running what the node runs by
     * @param wanted what its files want
     */
    static SortedMap<String, Long> told(List<InstanceConfig> running, List<InstanceConfig> wanted) {
        SortedMap<String, Long> told = new TreeMap<>();
        for (InstanceConfig instance : running) {
            told.put(instance.name(), digest(instance.tables().values().toString()));
        }
        for (InstanceConfig instance : wanted) {
            instance.tables().values().forEach(table -> told.put(table.name().toString(), word(table)));
        }
        return told;
    }

    /** N in the first byte, so that others can name it. */
    private static long word(TableConfig table) {
        String rules = table.quorum() + " " + table.terms().kind() + " "
                + table.reconciling().rule();
        return (long) table.quorum().n() << N_SHIFT | digest(rules);
    }

    private static long digest(String text) {
        CRC32C digest = new CRC32C();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return digest.getValue();
    }

    /** Why a table can't follow its file yet, which differs by what all have to change together; empty if it can. */
    Optional<String> objection(TableConfig wanted) {
        List<String> objections = new ArrayList<>();
        int members = view.state().members().size();
        int up = 0;
        for (NodeId member : view.state().members().keySet()) {
            if (member.equals(self)) {
                up++;
            } else if (isUp.test(member)) {
                up++;
                objectionOf(member, wanted).ifPresent(objections::add);
            }
        }
        boolean isMember = view.state().members().containsKey(self);
        if (isMember && 2 * up <= members) {
            objections.add("only " + up + " of " + members + " members are up, and it takes more than half");
        }
        return objections.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", objections));
    }

    private Optional<String> objectionOf(NodeId member, TableConfig wanted) {
        Optional<SortedMap<String, Long>> theirs = toldBy(member);
        if (theirs.isEmpty()) {
            return Optional.of(member + " has not told yet what it wants");
        }
        Long word = theirs.get().get(wanted.name().toString());
        if (word == null) {
            return Optional.of(member + " has no file with this table");
        }
        return word == word(wanted) ? Optional.empty() : Optional.of(member + " wants " + described(word, wanted));
    }

    private static String described(long word, TableConfig mine) {
        int n = (int) (word >>> N_SHIFT);
        return n == mine.quorum().n() ? "another r, w, quorum or reconcile" : "n = " + n;
    }

    private Optional<SortedMap<String, Long>> toldBy(NodeId member) {
        return Optional.ofNullable(view.infos().get(member))
                .filter(info -> info.version() > 0)
                .map(MemberInfo::instances);
    }

    /** Who wants other rules for a table that is new here, whether it is up or not; empty if nobody does. */
    Optional<String> objectionToNew(TableConfig wanted) {
        List<String> objections = new ArrayList<>();
        for (NodeId member : view.state().members().keySet()) {
            Optional<Long> word = member.equals(self)
                    ? Optional.empty()
                    : toldBy(member).map(theirs -> theirs.get(wanted.name().toString()));
            word.filter(theirs -> theirs != word(wanted))
                    .ifPresent(theirs -> objections.add(member + " wants " + described(theirs, wanted)));
        }
        return objections.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", objections));
    }

    /**
     * For each table that members want differently, and each instance of which something else differs: who wants what.
     *
     * @param mine what this node tells
     */
    List<String> differences(SortedMap<String, Long> mine) {
        SortedMap<String, SortedMap<Long, List<NodeId>>> byName = new TreeMap<>();
        for (NodeId member : view.state().members().keySet()) {
            SortedMap<String, Long> told =
                    member.equals(self) ? mine : toldBy(member).orElseGet(TreeMap::new);
            told.forEach((name, word) -> byName.computeIfAbsent(name, added -> new TreeMap<>())
                    .computeIfAbsent(word, added -> new ArrayList<>())
                    .add(member));
        }
        List<String> differences = new ArrayList<>();
        byName.forEach((name, groups) -> {
            boolean isTable = name.indexOf('/') >= 0;
            boolean tableTold = byName.keySet().stream()
                    .anyMatch(other ->
                            other.startsWith(name + "/") && byName.get(other).size() > 1);
            if (groups.size() > 1 && (isTable || !tableTold)) {
                differences.add((isTable ? "table " : "instance ") + name + ": " + described(groups, isTable));
            }
        });
        return differences;
    }

    private static String described(SortedMap<Long, List<NodeId>> groups, boolean isTable) {
        return groups.entrySet().stream()
                .map(group -> group.getValue().stream().map(NodeId::name).collect(Collectors.joining(", "))
                        + (isTable ? " with n = " + (group.getKey() >>> N_SHIFT) : ""))
                .collect(Collectors.joining(" against "));
    }

    /** A table of which members want another N, this node's word included; empty if there is none. */
    Optional<String> tableOfSeveralN(SortedMap<String, Long> mine) {
        for (NodeId member : view.state().members().keySet()) {
            for (var theirs : toldBy(member).orElseGet(TreeMap::new).entrySet()) {
                Long own = mine.get(theirs.getKey());
                if (own != null
                        && theirs.getKey().indexOf('/') >= 0
                        && own >>> N_SHIFT != theirs.getValue() >>> N_SHIFT) {
                    return Optional.of("table " + theirs.getKey() + " has n = " + (own >>> N_SHIFT) + " here and "
                            + (theirs.getValue() >>> N_SHIFT) + " on " + member);
                }
            }
        }
        return Optional.empty();
    }
}
