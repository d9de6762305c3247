package org.armature.config;

import static org.armature.config.ClusterKeys.CLIENTS;
import static org.armature.config.ClusterKeys.EPOCH;
import static org.armature.config.ClusterKeys.FORMAT;
import static org.armature.config.ClusterKeys.HOST;
import static org.armature.config.ClusterKeys.ID;
import static org.armature.config.ClusterKeys.MEMBERS;
import static org.armature.config.ClusterKeys.NAME;
import static org.armature.config.ClusterKeys.PARTITIONS;
import static org.armature.config.ClusterKeys.PEERS;
import static org.armature.config.ClusterKeys.RING;
import static org.armature.config.ClusterKeys.SCHEMA;
import static org.armature.config.ClusterKeys.STRATEGY;
import static org.armature.config.ClusterKeys.TOKENS;
import static org.armature.config.ClusterKeys.WEIGHT;
import static org.armature.config.ClusterKeys.ZONE;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.config.problem.InvalidConfig;
import org.armature.config.problem.Place;
import org.armature.config.problem.Problem;
import org.armature.config.schema.Document;
import org.armature.config.schema.Mistakes;
import org.armature.config.schema.SchemaWalk;
import org.armature.config.schema.Section;
import org.armature.config.schema.Setting;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.ring.Member;
import org.armature.ring.Ring;
import org.armature.ring.Strategy;

/** Reads {@code cluster.conf}; the environment has no say in what all nodes share. */
final class ClusterFileReader {
    private static final String COPY_AGAIN = "copy the file from another node again";

    private final Section root;
    private final Mistakes mistakes;

    private ClusterFileReader(Section root, Mistakes mistakes) {
        this.root = root;
        this.mistakes = mistakes;
    }

    static ClusterFile read(Path file) {
        if (Files.notExists(file)) {
            throw new InvalidConfig(Problem.wrong(Place.whole(file.toString()), "", "there is no such file")
                    .as(ErrorCode.NOT_INITIALISED)
                    .suggesting("make a cluster with `armature init`, or copy the file and cluster.key from another"
                            + " node of it"));
        }
        Mistakes mistakes = new Mistakes();
        Optional<ClusterFileReader> reader = Document.read(file, Map.of(), mistakes)
                .map(document -> new ClusterFileReader(SchemaWalk.walk(document, SCHEMA, mistakes), mistakes));
        reader.ifPresent(ClusterFileReader::checkRules);
        mistakes.refuseIfAny();
        return reader.orElseThrow().cluster();
    }

    private void checkRules() {
        root.given(FORMAT)
                .filter(format -> format != ClusterFile.FORMAT)
                .ifPresent(format -> mistakes.add(Problem.unfit(
                                root.place(FORMAT), FORMAT.key(), "format " + ClusterFile.FORMAT, "format " + format)
                        .suggesting("it was written by another version of this software")));
        if (root.group(MEMBERS).isEmpty() && !root.isGroupUnfit(MEMBERS)) {
            mistakes.add(Problem.unfit(root.place(), MEMBERS.key(), "at least one member", "none"));
        }
        checkAddresses();
        checkTokens(root.block(RING));
    }

    private void checkAddresses() {
        Map<Address, String> taken = new HashMap<>();
        for (Section member : root.group(MEMBERS).values()) {
            for (Setting<Address> setting : List.of(PEERS, CLIENTS)) {
                Optional<Address> address = member.given(setting);
                String other = address.map(a -> taken.putIfAbsent(a, member.key(setting)))
                        .orElse(null);
                if (other != null) {
                    mistakes.add(Problem.wrong(
                            member.place(setting),
                            member.key(setting),
                            "is the same address as " + other + ": " + address.get()));
                }
            }
        }
    }

    private void checkTokens(Section ring) {
        Optional<String> text = ring.given(TOKENS);
        if (text.isEmpty()) {
            return;
        }
        Strategy strategy = Strategy.of(ring.get(STRATEGY));
        RingTokens tokens = RingTokens.parse(strategy, text.get());
        if (strategy == Strategy.EQUAL_PARTITIONS) {
            ring.given(PARTITIONS)
                    .filter(q -> q != tokens.count())
                    .ifPresent(q -> mistakes.add(Problem.unfit(
                                    ring.place(TOKENS),
                                    ring.key(TOKENS),
                                    "as many as partitions (" + q + ")",
                                    "" + tokens.count())
                            .suggesting(COPY_AGAIN)));
        } else if (tokens.count() < 1 || tokens.count() > Ring.MAX_TOKENS) {
            mistakes.add(
                    Problem.unfit(ring.place(TOKENS), ring.key(TOKENS), "1 to " + Ring.MAX_TOKENS, "" + tokens.count())
                            .suggesting(COPY_AGAIN));
        }
        tokens.problem()
                .ifPresentOrElse(
                        problem -> mistakes.add(Problem.unfit(
                                        ring.place(TOKENS),
                                        ring.key(TOKENS),
                                        "tokens of strategy " + strategy.number() + " in ring order",
                                        problem)
                                .suggesting(COPY_AGAIN)),
                        () -> checkOwners(ring, tokens));
    }

    private void checkOwners(Section ring, RingTokens tokens) {
        List<String> strangers = tokens.names().stream()
                .distinct()
                .filter(name -> !root.group(MEMBERS).containsKey(name))
                .sorted()
                .toList();
        if (!strangers.isEmpty() && !root.isGroupUnfit(MEMBERS)) {
            mistakes.add(Problem.unfit(
                    ring.place(TOKENS), ring.key(TOKENS), "names of members", String.join(", ", strangers)));
        }
    }

    private ClusterFile cluster() {
        SortedMap<NodeId, Member> members = new TreeMap<>();
        root.group(MEMBERS).forEach((name, member) -> members.put(new NodeId(name), member(new NodeId(name), member)));
        Section ring = root.block(RING);
        Strategy strategy = Strategy.of(ring.get(STRATEGY));
        RingTokens tokens = RingTokens.parse(strategy, ring.get(TOKENS));
        return new ClusterFile(
                root.get(ID),
                root.get(NAME),
                strategy == Strategy.EQUAL_PARTITIONS
                        ? new Ring(
                                ring.get(EPOCH),
                                tokens.names().stream().map(NodeId::new).toList(),
                                members)
                        : new Ring(ring.get(EPOCH), strategy, ring.get(PARTITIONS), tokens.placed(), members));
    }

    private static Member member(NodeId node, Section member) {
        return new Member(
                node,
                member.get(PEERS).toString(),
                member.get(CLIENTS).toString(),
                member.get(HOST),
                member.get(ZONE),
                member.get(WEIGHT));
    }
}
