package org.armature.node;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import org.armature.protocol.ReapingMessage.StaleEpoch;
import org.junit.jupiter.api.Test;

/** Whether what another node has refused as too old may be sent once more, as of its epoch. */
class ReapEpochsTest {
    private static final StaleEpoch REFUSED = new StaleEpoch(15, 2);

    private final ReapEpochs epochs = new ReapEpochs(new Outbox());

    private void raise(long raised, long settled) {
        epochs.raise(15, raised, settled, new ReapEpochs.Waiter() {
            @Override
            public void kept() {}

            @Override
            public void refused(String why) {
                throw new AssertionError(why);
            }
        });
    }

    @Test
    void whatANodeBeganThatWasNotThereMayPass() {
        assertTrue(epochs.overtaken(REFUSED));
    }

    @Test
    void nothingPassesThatWasBegunBeforeTheNodeConfirmed() {
        epochs.resume(new TreeMap<>(Map.of(15, new ReapEpoch(2, 2))));
        assertFalse(epochs.overtaken(REFUSED));
    }

    @Test
    void nothingOfANodeThatWasSetBackPassesUntilWhatItHoldsHasEnteredAnew() {
        epochs.doubt();
        assertFalse(epochs.overtaken(REFUSED));
        epochs.enters(15);
        raise(2, 0); // what begins now is of this epoch; a put that began before is still under way
        assertFalse(epochs.overtaken(REFUSED));
        assertTrue(epochs.isBehind(15, 2));
        raise(2, 2);
        epochs.hasEntered(15);
        assertFalse(epochs.overtaken(REFUSED));
        assertFalse(epochs.isBehind(15, 2));
    }
}
