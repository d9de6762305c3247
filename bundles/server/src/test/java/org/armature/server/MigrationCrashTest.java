package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.armature.protocol.MigrationMessage.Migration;
import org.armature.protocol.MigrationMessage.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A node is killed at each step of a table's move, under load, and goes on where it was. */
class MigrationCrashTest {
    private static final String CART = "max-value = 100 B, max-siblings = 2";

    @TempDir
    Path directory;

    private interface Orders {
        /** Whatever is to be done next, so that the table ends at the engine it is moved to; nothing if it is there. */
        void give(MovingNode node);
    }

    /** To the other engine, and the former copy away. */
    private static void there(MovingNode node) {
        Optional<Migration> move = node.move();
        if (move.isEmpty()) {
            node.move("other");
        }
        node.await(MigrationStage.SWITCHED);
        node.order(Order.FINISH, "", Duration.ZERO);
        node.await(MigrationStage.SETTLED_NEW);
    }

    /** To the other engine, and back. */
    private static void thereAndBack(MovingNode node) {
        Optional<Migration> move = node.move();
        if (move.isEmpty()) {
            node.move("other");
        }
        if (move.isEmpty() || node.isAt(MigrationStage.COPYING) || node.isAt(MigrationStage.SWITCHED)) {
            node.await(MigrationStage.SWITCHED);
            node.order(Order.ROLL_BACK, "", Duration.ZERO);
        }
        node.awaitForgotten();
    }

    /** Of the files that are written on the way there: copying, switched, dropping, settled. */
    @ParameterizedTest
    @CsvSource({"1, false", "1, true", "2, false", "2, true", "3, false", "3, true", "4, false", "4, true"})
    void nothingIsLostOnTheWayThere(int write, boolean after) throws Exception {
        MovingNode ended = killedOnTheWay(write, after, MigrationCrashTest::there, node -> {
            if (node.isAt(MigrationStage.DROPPING_FORMER) || node.isAt(MigrationStage.SETTLED_NEW)) {
                node.await(MigrationStage.SETTLED_NEW);
            } else {
                there(node);
            }
        });
        try (ended) {
            assertEquals("other", ended.serving());
            assertEquals(0, ended.shelf().stores("cart"));
        }
    }

    /** Copying, switched, returning, dropping, settled, and the file removed. */
    @ParameterizedTest
    @CsvSource({"2, true", "3, false", "3, true", "4, false", "4, true", "5, false", "5, true", "6, false", "6, true"})
    void nothingIsLostOnTheWayBack(int write, boolean after) throws Exception {
        MovingNode ended = killedOnTheWay(write, after, MigrationCrashTest::thereAndBack, node -> {
            if (node.move().isPresent()) {
                thereAndBack(node);
            }
        });
        try (ended) {
            assertEquals("shelf", ended.serving());
            assertEquals(0, ended.other().stores("cart"));
        }
    }

    private MovingNode killedOnTheWay(int write, boolean after, Orders first, Orders then) throws Exception {
        MovingNode node = new MovingNode(directory, CART);
        try (MovingLoad load = new MovingLoad(4, 15)) {
            load.fill(node.cart());
            node.doomed(write, after);
            node.restart();
            load.begin(node.cart(), write, node::isKilled);
            untilKilled(node, first);
            node.awaitKilled();
            load.end();

            node.doomed(Integer.MAX_VALUE, false);
            node.restart();
            assertEquals(1, node.status().figures().get("incarnation_is_new"));
            load.judge(node.cart(), "after the crash");
            load.begin(node.cart(), 100 + write, () -> false);
            then.give(node);
            load.end();
            load.judge(node.cart(), "at the end");
        } catch (Exception | AssertionError e) {
            node.close();
            throw e;
        }
        return node;
    }

    /** Orders fail, and never end, on a node that was killed meanwhile. */
    private static void untilKilled(MovingNode node, Orders orders) {
        try {
            orders.give(node);
        } catch (RuntimeException | AssertionError e) {
            if (!node.isKilled()) {
                throw e;
            }
        }
    }

    /** The comparison itself is cut off: nothing of it is believed afterwards. */
    @Test
    void aNodeThatDiesWhileItCopiesBeginsAnew() throws Exception {
        try (MovingNode node = new MovingNode(directory, CART);
                MovingLoad load = new MovingLoad(4, 15)) {
            load.fill(node.cart());
            load.begin(node.cart(), 1, () -> true);
            int[] batches = {0};
            node.other().beforeWrite(batch -> {
                if (++batches[0] == 3) {
                    node.shelf().kill();
                    node.other().kill();
                }
            });
            node.move("other");
            load.end();
            node.restart();
            load.judge(node.cart(), "after the crash");
            load.begin(node.cart(), 2, () -> false);
            node.await(MigrationStage.SWITCHED);
            load.end();
            load.judge(node.cart(), "at the end");
            assertEquals(node.shelf().contents("cart"), node.other().contents("cart"));
        }
    }
}
