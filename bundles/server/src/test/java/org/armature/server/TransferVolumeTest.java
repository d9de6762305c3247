package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.armature.model.NodeId;
import org.junit.jupiter.api.Test;

class TransferVolumeTest {
    private static final NodeId A = new NodeId("a");
    private static final NodeId B = new NodeId("b");

    private final TransferVolume volume = new TransferVolume();

    /** One figure after the other, of one life of a member. */
    private void heard(NodeId member, long incarnation, long... figures) {
        for (long bytes : figures) {
            volume.heard(member, incarnation, bytes);
        }
    }

    @Test
    void whatAllMembersHaveSentSinceTheyWereFirstHeardIsAdded() {
        heard(A, 1, 1_000);
        assertEquals(0, volume.bytes(), "sent before");
        heard(A, 1, 1_300);
        heard(B, 1, 50, 55);
        heard(A, 1, 1_300);
        assertEquals(305, volume.bytes());
    }

    @Test
    void aMemberThatStartsAnewCountsFromNothing() {
        heard(A, 1, 1_000, 1_100);
        heard(A, 2, 30, 40);
        assertEquals(140, volume.bytes());
    }

    @Test
    void aFigureThatIsIncompleteForOnceIsNotCountedTwice() {
        heard(A, 1, 100, 200, 150, 210);
        assertEquals(110, volume.bytes());
    }
}
