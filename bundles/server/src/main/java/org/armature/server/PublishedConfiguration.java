package org.armature.server;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.armature.config.InstanceConfig;
import org.armature.model.ErrorCode;
import org.armature.model.TableName;
import org.armature.replication.TableSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What other parts of the node, and by gossip other nodes, see of the configuration of instances. Changed by one thread at
 * a time, read by any, which never waits for a change under way.
 */
final class PublishedConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(PublishedConfiguration.class);

    private final SortedMap<TableName, TableSpec> tables = new ConcurrentSkipListMap<>();
    private final SortedMap<String, Long> told = new ConcurrentSkipListMap<>();
    private final SortedMap<TableName, String> held = new ConcurrentSkipListMap<>();
    private final Set<String> notices = new HashSet<>();
    private volatile List<InstanceConfig> running = List.of();
    private volatile List<String> refusal = List.of();

    /** @param wanted what the files want, from which {@code decision} was made */
    void become(TakingEffect.Decision decision, List<InstanceConfig> wanted) {
        running = decision.instances();
        held.keySet().retainAll(decision.held().keySet());
        held.putAll(decision.held());
        SortedMap<TableName, TableSpec> specs = NodePlan.tables(running);
        tables.putAll(specs);
        tables.keySet().retainAll(specs.keySet());
        SortedMap<String, Long> words = ConfigAgreement.told(running, TakingEffect.ifAllWanted(running, wanted));
        told.putAll(words);
        told.keySet().retainAll(words.keySet());
    }

    /** Says once of each change that is held back that it is. */
    void logHeld() {
        notices.removeIf(notice -> held.entrySet().stream().noneMatch(hold -> notice.equals(hold.toString())));
        held.entrySet().forEach(hold -> {
            if (notices.add(hold.toString())) {
                LOG.warn(
                        "{} change held back table={} reason=\"{}\"",
                        ErrorCode.CONFIG_HELD_BACK,
                        hold.getKey(),
                        hold.getValue());
            }
        });
    }

    /** @param problems why the files are not taken; empty if they are */
    void refuse(List<String> problems) {
        if (!problems.isEmpty() && !problems.equals(refusal)) {
            LOG.warn(
                    "{} changed files not taken effect=\"the node goes on with what it has\" problems={}",
                    ErrorCode.CONFIG_NOT_TAKEN,
                    problems);
        }
        refusal = List.copyOf(problems);
    }

    /** Of every table that is served; changes when they do. */
    SortedMap<TableName, TableSpec> tables() {
        return Collections.unmodifiableSortedMap(tables);
    }

    /** What gossip tells others of the configuration; changes with it. */
    SortedMap<String, Long> told() {
        return Collections.unmodifiableSortedMap(told);
    }

    /** Why tables do not run as their files want; changes. */
    SortedMap<TableName, String> held() {
        return Collections.unmodifiableSortedMap(held);
    }

    List<InstanceConfig> running() {
        return running;
    }

    /**
     * @param hosts to keep copies on
     * @param agreement of the members; empty if they are not known yet
     */
    List<String> warnings(int hosts, Optional<ConfigAgreement> agreement) {
        List<String> warnings = new ArrayList<>(InstanceWarnings.of(running, hosts));
        List<String> refused = refusal;
        if (!refused.isEmpty()) {
            warnings.add(ErrorCode.CONFIG_NOT_TAKEN + " the files in etc/instances are not taken, and the node goes on"
                    + " with what it has: " + refused.get(0)
                    + (refused.size() > 1 ? " (and " + (refused.size() - 1) + " more)" : "")
                    + "; `armature config status` shows all");
        }
        held.forEach((table, why) -> warnings.add(
                ErrorCode.CONFIG_HELD_BACK + " what etc/instances wants of table " + table + " is held back: " + why));
        agreement.ifPresent(members -> {
            List<String> differences = members.differences(told);
            if (!differences.isEmpty()) {
                warnings.add(ErrorCode.CONFIG_DIFFERS + " nodes are configured differently: "
                        + String.join("; ", differences) + "; `armature config diff --nodes` shows it key by key");
            }
        });
        return warnings;
    }
}
