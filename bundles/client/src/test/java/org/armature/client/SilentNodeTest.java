package org.armature.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.armature.model.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A stopped process still accepts connections and bytes; only an answer shows life. */
class SilentNodeTest {
    private static final Key ALICE = Key.utf8("alice");
    private static final ReadOptions SHORT = ReadOptions.DEFAULT.withDeadline(Duration.ofSeconds(3));

    @RegisterExtension
    final Opened opened = new Opened();

    private final ScriptedNode n1 = opened.node("n1");
    private final ScriptedNode n2 = opened.node("n2");
    private final List<Runnable> withheld = new ArrayList<>();

    @Test
    void isReplacedWithinTheDeadlineAndThenAvoided() {
        n1.isSilent();
        Table table = opened.table(n1, n2);
        for (int i = 0; i < 20; i++) {
            table.get(ALICE, SHORT);
        }
        assertEquals(1, n1.requestsWaiting(), "requests to the silent node");
    }

    @Test
    void isAskedAgainAfterItWasHeard() {
        n1.does((connection, correlation, request) -> {
            synchronized (withheld) {
                withheld.add(() -> ScriptedNode.answerWell(connection, correlation, request));
            }
        });
        Table table = opened.table(n1, n2);
        table.get(ALICE, SHORT);
        table.get(ALICE, SHORT);
        n1.does(ScriptedNode::answerWell);
        int before = n1.requestsWaiting();
        synchronized (withheld) {
            withheld.forEach(Runnable::run);
        }
        Waiting.until("n1 is asked again", () -> {
            table.get(ALICE, SHORT);
            return n1.requestsWaiting() > before;
        });
    }

    @Test
    void isConnectedAnewWhenItStaysSilent() {
        n1.isSilent();
        Table table = opened.table(n1, n2);
        table.get(ALICE, SHORT);
        table.get(ALICE, SHORT);
        n1.does(ScriptedNode::answerWell);
        int before = n1.requestsWaiting();
        Waiting.until("n1 is asked again", () -> {
            table.get(ALICE, SHORT);
            return n1.requestsWaiting() > before;
        });
        assertTrue(n1.isConnected());
    }
}
