package org.armature.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.armature.config.problem.InvalidConfig;
import org.armature.config.problem.Place;
import org.armature.config.problem.Problem;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.protocol.ClusterKey;
import org.armature.ring.Founding;
import org.armature.ring.Member;
import org.armature.ring.Placement;
import org.armature.ring.Replanning;
import org.armature.ring.Ring;
import org.armature.ring.Strategy;

/**
 * Makes a cluster: its id, its key and its first ring, once. The two files are then copied to every node.
 *
 * @param cluster as written
 * @param written the files, in the order written
 * @param warnings of the placement of tokens, for the operator
 */
public record ClusterInit(ClusterFile cluster, List<Path> written, List<String> warnings) {
    public static final int USUAL_PARTITIONS = 1_024;

    private static final int ID_BYTES = 16;

    /**
     * What ring a cluster gets, for its whole life (Dynamo §6.2).
     *
     * @param partitions Q, 1 to 65,536
     * @param tokensPerWeight T of strategies 1 and 2: tokens of a node for each unit of its weight, at least 1
     */
    public record RingKind(Strategy strategy, int partitions, int tokensPerWeight) {
        public static RingKind equalPartitions(int partitions) {
            return new RingKind(Strategy.EQUAL_PARTITIONS, partitions, 1);
        }
    }

    /**
     * The key comes first, the cluster's file last: a cluster is made once that is there.
     *
     * @param etc where the files go; made if it is not there
     * @param partitions Q, 1 to 65,536; fixed for the cluster's life
     * @param random for the cluster's id and its key
     * @throws IllegalArgumentException if the name is no name, Q or the number of tokens out of range, there is no member,
     *     a node or an address occurs twice, or a host lies in two zones; nothing was written
     * @throws InvalidConfig ALREADY_INITIALISED if one of the files is there; nothing was changed
     * @throws UncheckedIOException if a file can't be written
     */
    public static ClusterInit run(Path etc, String name, int partitions, List<Member> members, SecureRandom random) {
        return run(etc, name, RingKind.equalPartitions(partitions), members, random);
    }

    /** Likewise with a ring of any strategy. */
    public static ClusterInit run(Path etc, String name, RingKind kind, List<Member> members, SecureRandom random) {
        refuseTooManyTokens(kind, members);
        Ring ring = Founding.ring(
                kind.strategy(), members, kind.partitions(), kind.tokensPerWeight(), Placement.USUAL_SPREAD);
        refuseSharedAddresses(members);
        List<String> warnings = kind.strategy() == Strategy.EQUAL_PARTITIONS
                ? Placement.of(members, kind.partitions()).warnings()
                : List.of();
        ClusterFile cluster = new ClusterFile(HexFormat.of().formatHex(draw(ID_BYTES, random)), name, ring);
        ClusterKey key = new ClusterKey(1, Bytes.wrap(draw(ClusterKey.SECRET_BYTES, random)));
        Path clusterFile = etc.resolve(ClusterFile.FILE);
        Path keyFile = etc.resolve(ClusterKeyFile.FILE);
        refuseIfThere(clusterFile, keyFile);
        try {
            new ClusterKeyFile(cluster.id(), List.of(key)).writeNew(keyFile);
            cluster.writeNew(clusterFile);
        } catch (FileAlreadyExistsException e) {
            throw alreadyThere(Path.of(e.getFile()), "somebody else made it at the same time");
        } catch (IOException e) {
            throw new UncheckedIOException("the cluster was not made: " + e.getMessage(), e);
        }
        return new ClusterInit(cluster, List.of(keyFile, clusterFile), warnings);
    }

    private static void refuseTooManyTokens(RingKind kind, List<Member> members) {
        long tokens = kind.tokensPerWeight()
                * members.stream().mapToLong(Member::weight).sum();
        if (kind.strategy() != Strategy.EQUAL_PARTITIONS && tokens > Replanning.MAX_TOKENS) {
            throw new IllegalArgumentException(
                    "T=" + kind.tokensPerWeight() + " for each unit of weight makes " + tokens
                            + " tokens; a ring has " + Replanning.MAX_TOKENS
                            + " at most, those of nodes that join later included");
        }
    }

    /** As a check of the file would find it. */
    private static void refuseSharedAddresses(List<Member> members) {
        Map<String, String> taken = new HashMap<>();
        for (Member member : members) {
            String key = "members." + member.node() + ".";
            refuseIfTaken(member.peerAddress(), key + ClusterKeys.PEERS.key(), taken);
            refuseIfTaken(member.clientAddress(), key + ClusterKeys.CLIENTS.key(), taken);
        }
    }

    private static void refuseIfTaken(String address, String key, Map<String, String> taken) {
        String other = taken.putIfAbsent(address, key);
        if (other != null) {
            throw new IllegalArgumentException(key + ": is the same address as " + other + ": " + address);
        }
    }

    private static byte[] draw(int length, SecureRandom random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static void refuseIfThere(Path clusterFile, Path keyFile) {
        if (Files.exists(clusterFile)) {
            throw alreadyThere(
                    clusterFile,
                    "nothing was changed; remove it and cluster.key to make another cluster,"
                            + " which will not read what this one stored");
        }
        if (Files.exists(keyFile)) {
            throw alreadyThere(
                    keyFile,
                    "nothing was changed; without cluster.conf beside it an earlier init did not end,"
                            + " and the key is of no use: remove it and try again");
        }
    }

    private static InvalidConfig alreadyThere(Path file, String suggestion) {
        return new InvalidConfig(Problem.wrong(Place.whole(file.toString()), "", "is there already")
                .as(ErrorCode.ALREADY_INITIALISED)
                .suggesting(suggestion));
    }
}
