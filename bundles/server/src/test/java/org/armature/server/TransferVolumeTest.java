package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.armature.model.NodeId;
import org.junit.jupiter.api.Test;

class TransferVolumeTest {
    private static final NodeId A = new NodeId("a");
    private static final NodeId B = new NodeId("b");

    private final TransferVolume volume = new TransferVolume();

    @Test
    void whatAllMembersHaveSentSinceTheyWereFirstHeardIsAdded() {
        volume.heard(A, 1, 1_000);
        assertEquals(0, volume.bytes(), "sent before");
        volume.heard(A, 1, 1_300);
        volume.heard(B, 1, 50);
        volume.heard(B, 1, 55);
        volume.heard(A, 1, 1_300);
        assertEquals(305, volume.bytes());
    }

    @Test
    void aMemberThatStartsAnewCountsFromNothing() {
        volume.heard(A, 1, 1_000);
        volume.heard(A, 1, 1_100);
        volume.heard(A, 2, 30);
        volume.heard(A, 2, 40);
        assertEquals(140, volume.bytes());
    }

    @Test
    void aFigureThatIsIncompleteForOnceIsNotCountedTwice() {
        volume.heard(A, 1, 100);
        volume.heard(A, 1, 200);
        volume.heard(A, 1, 150);
        volume.heard(A, 1, 210);
        assertEquals(110, volume.bytes());
    }
}
