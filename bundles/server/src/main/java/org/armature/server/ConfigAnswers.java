package org.armature.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.armature.membership.MembershipView;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.ConfigMessage;
import org.armature.protocol.ConfigMessage.ConfigReply;
import org.armature.protocol.ConfigMessage.NodeConfiguration;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Failure;
import org.armature.protocol.Message.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the files of instances on a thread of its own, where engines may open, and answers what operators, and nodes
 * in their name, ask about them.
 */
final class ConfigAnswers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigAnswers.class);
    private static final long LOOK_EVERY_MILLIS = 1_000;
    /** An engine may have to open. */
    private static final long ANSWER_SECONDS = 10;

    private final LiveConfiguration configuration;
    private final Supplier<MembershipView> view;
    private final PeerStates peers;
    private final PeerQuestions questions;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "armature-config");
        made.setDaemon(true);
        return made;
    });

    ConfigAnswers(
            LiveConfiguration configuration, Supplier<MembershipView> view, PeerStates peers, PeerQuestions questions) {
        this.configuration = configuration;
        this.view = view;
        this.peers = peers;
        this.questions = questions;
    }

    void start() {
        thread.scheduleWithFixedDelay(this::look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            configuration.look();
        } catch (RuntimeException e) {
            LOG.error("the files of instances were not looked at", e);
        }
    }

    List<String> warnings() {
        return configuration.warnings(view.get().state().settled().hosts());
    }

    Optional<String> obstacle() {
        return configuration.obstacle();
    }

    // ---- of other nodes

    /** Never blocks. */
    void ofPeer(Outgoing.Origin origin, NodeId from, ConfigMessage asked) {
        thread.execute(() -> {
            Message answer = new ConfigReply(List.of(here(asked, "an operator, told by " + from)));
            if (origin.connection().send(origin.correlation(), answer)) {
                origin.connection().flush();
            }
        });
    }

    /** What is wrong with a file is no answer to whether another one in its place would be taken. */
    private NodeConfiguration here(ConfigMessage asked, String cause) {
        try {
            List<String> problems = problemsOf(asked, cause);
            NodeConfiguration report = configuration.report(problems);
            return asked instanceof ConfigMessage.ConfigCheck ? withProblems(report, problems) : report;
        } catch (RuntimeException e) {
            LOG.error(
                    "configuration not told or changed asked={}",
                    asked.getClass().getSimpleName(),
                    e);
            return NodeConfiguration.silent(
                    view.get().self(), "it met a defect, which its log tells, and may have done part of it: " + e);
        }
    }

    /** Carries out the part of it that concerns this node. */
    private List<String> problemsOf(ConfigMessage asked, String cause) {
        if (asked instanceof ConfigMessage.ConfigReload reload) {
            return configuration.reload(cause, reload.adopt());
        }
        if (asked instanceof ConfigMessage.ConfigRollback rollback) {
            return configuration.rollback(rollback.number(), cause);
        }
        if (asked instanceof ConfigMessage.ConfigPush push) {
            return configuration.write(push.file(), push.content(), cause);
        }
        if (asked instanceof ConfigMessage.ConfigCheck check) {
            return configuration.check(check.file(), check.content());
        }
        if (asked instanceof ConfigMessage.ConfigDeleteData delete) {
            return configuration.deleteData(delete.table());
        }
        return List.of();
    }

    // ---- of operators; may block

    Message answer(ConfigMessage asked) {
        if (asked instanceof ConfigMessage.ConfigHistoryAsked) {
            return history();
        }
        if (asked instanceof ConfigMessage.ConfigPush push && push.everywhere()) {
            return pushEverywhere(push);
        }
        List<NodeConfiguration> all = new ArrayList<>();
        all.add(here(asked, "an operator"));
        if (isForAll(asked)) {
            all.addAll(ofOthers(alone(asked)));
        }
        return sorted(all);
    }

    private static boolean isForAll(ConfigMessage asked) {
        if (asked instanceof ConfigMessage.ConfigAsked question) {
            return question.everywhere();
        }
        if (asked instanceof ConfigMessage.ConfigReload reload) {
            return reload.everywhere();
        }
        return asked instanceof ConfigMessage.ConfigDeleteData delete && delete.everywhere();
    }

    private static ConfigMessage alone(ConfigMessage asked) {
        if (asked instanceof ConfigMessage.ConfigDeleteData delete) {
            return new ConfigMessage.ConfigDeleteData(delete.table(), false);
        }
        return asked instanceof ConfigMessage.ConfigReload reload
                ? new ConfigMessage.ConfigReload(false, reload.adopt())
                : new ConfigMessage.ConfigAsked(false);
    }

    private static ConfigReply sorted(List<NodeConfiguration> nodes) {
        return new ConfigReply(nodes.stream()
                .sorted(Comparator.comparing(NodeConfiguration::node))
                .toList());
    }

    private Message history() {
        try {
            return new ConfigMessage.ConfigHistory(configuration.history());
        } catch (IOException e) {
            return new Failure(
                    ErrorCode.DIRECTORY_UNREADABLE, Outcome.NOT_DONE, "earlier configurations can't be read: " + e);
        }
    }

    private List<NodeConfiguration> ofOthers(ConfigMessage asked) {
        SortedSet<NodeId> up = new TreeSet<>();
        List<NodeConfiguration> told = new ArrayList<>();
        for (NodeId member : view.get().state().members().keySet()) {
            if (member.equals(view.get().self())) {
                continue;
            }
            if (peers.isUp(member)) {
                up.add(member);
            } else {
                told.add(NodeConfiguration.down(member, "is down: " + later(asked)));
            }
        }
        SortedMap<NodeId, Message> answers = questions.ask(up, asked, ANSWER_SECONDS);
        for (NodeId member : up) {
            told.add(answered(member, answers.get(member), asked));
        }
        return told;
    }

    private static String later(ConfigMessage asked) {
        return asked instanceof ConfigMessage.ConfigAsked
                ? "what it runs by is not known"
                : "nothing was changed there; say it again when it is back, or copy the file to its etc/instances";
    }

    private static NodeConfiguration answered(NodeId member, Message answer, ConfigMessage asked) {
        if (answer instanceof ConfigReply reply && reply.nodes().size() == 1) {
            return reply.nodes().get(0);
        }
        if (answer instanceof Failure failure) {
            return NodeConfiguration.silent(member, "refuses: " + failure.code() + " " + failure.message());
        }
        return NodeConfiguration.silent(
                member,
                "did not answer within " + ANSWER_SECONDS + " s"
                        + (asked instanceof ConfigMessage.ConfigAsked
                                ? ""
                                : ": whether it was done is not known, `armature config diff --nodes` tells"));
    }

    /** All that are up check the file before any of them writes it. */
    private Message pushEverywhere(ConfigMessage.ConfigPush push) {
        ConfigMessage check = new ConfigMessage.ConfigCheck(push.file(), push.content());
        List<NodeConfiguration> checked = new ArrayList<>();
        checked.add(here(check, ""));
        ofOthers(check).stream().filter(node -> !node.down()).forEach(checked::add);
        List<NodeConfiguration> refusing =
                checked.stream().filter(node -> !node.problems().isEmpty()).toList();
        if (!refusing.isEmpty()) {
            List<NodeId> names = refusing.stream().map(NodeConfiguration::node).toList();
            return sorted(checked.stream()
                    .map(node -> node.problems().isEmpty()
                            ? withProblems(node, List.of("would take it; not written, since " + names + " will not"))
                            : node)
                    .toList());
        }
        ConfigMessage.ConfigPush alone = new ConfigMessage.ConfigPush(push.file(), push.content(), false);
        List<NodeConfiguration> written = new ArrayList<>();
        written.add(here(alone, "an operator"));
        written.addAll(ofOthers(alone));
        return sorted(written);
    }

    private static NodeConfiguration withProblems(NodeConfiguration node, List<String> problems) {
        return new NodeConfiguration(
                node.node(),
                node.answered(),
                node.down(),
                node.number(),
                node.sinceMillis(),
                node.digest(),
                problems,
                node.changes(),
                node.values());
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(ANSWER_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the configuration was still being changed at stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
