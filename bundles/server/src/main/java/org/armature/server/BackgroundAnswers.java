package org.armature.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.BackgroundMessage;
import org.armature.protocol.BackgroundMessage.BackgroundAsked;
import org.armature.protocol.BackgroundMessage.BackgroundStatus;
import org.armature.protocol.BackgroundMessage.NodeBackground;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Failure;
import org.armature.protocol.Message.Outcome;

/**
 * Answers what operators ask about background work, of this node and, by asking them, of others. Thread-safe; what asks others
 * blocks until they have answered or the time is up.
 */
final class BackgroundAnswers {
    private static final Duration DONE = Duration.ofSeconds(10);

    private final NodeId self;
    private final OtherMembers others;
    private volatile List<ShardLoop> shards = List.of();

    BackgroundAnswers(NodeId self, OtherMembers others) {
        this.self = self;
        this.others = others;
    }

    void serve(List<ShardLoop> loops) {
        shards = List.copyOf(loops);
    }

    Message answer(BackgroundMessage question) {
        Message here = Patience.within(DONE, here(question)).orElseGet(this::late);
        if (!(here instanceof BackgroundStatus mine) || !(question instanceof BackgroundAsked asked)) {
            return here;
        }
        if (!asked.everywhere()) {
            return mine;
        }
        List<NodeBackground> nodes = new ArrayList<>(mine.nodes());
        SortedSet<NodeId> silent = others.names();
        others.ask(new BackgroundAsked(false)).forEach((node, answer) -> {
            if (answer instanceof BackgroundStatus theirs) {
                silent.remove(node);
                nodes.addAll(theirs.nodes());
            }
        });
        return new BackgroundStatus(nodes, List.copyOf(silent));
    }

    private Failure late() {
        return new Failure(
                ErrorCode.READ_TIMEOUT,
                Outcome.NOT_DONE,
                self + " did not answer within " + DONE.toSeconds() + " s. Nothing was changed");
    }

    /** Of this node alone; never blocks. */
    CompletableFuture<Message> here(BackgroundMessage question) {
        if (!(question instanceof BackgroundAsked)) {
            throw new AssertionError(question);
        }
        List<CompletableFuture<BackgroundStates.OfShard>> asked = shards.stream()
                .map(shard -> shard.ask(BackgroundStates.OfShard::of))
                .toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture<?>[]::new))
                .thenApply(all -> new BackgroundStatus(
                        List.of(BackgroundStates.sum(
                                self,
                                asked.stream().map(CompletableFuture::join).toList())),
                        List.of()));
    }
}
