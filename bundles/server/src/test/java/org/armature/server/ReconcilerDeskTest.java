package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.armature.reconciler.Reconciler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of jars that are put into the directory of reconcilers, and of those that go. */
class ReconcilerDeskTest {
    private static final Optional<Reconciler> BROKEN = Optional.of(Words.always(words -> Words.bytes(words).length == 0
            ? new byte[0]
            : String.valueOf(words.size()).getBytes(StandardCharsets.UTF_8)));

    private final Reconcilers reconcilers = new Reconcilers();
    private final FakeReconcilerBundles bundles = new FakeReconcilerBundles(reconcilers);
    private final ReconcilerDesk desk = new ReconcilerDesk(bundles, reconcilers, Duration.ofMillis(50));

    @AfterEach
    void end() {
        desk.close();
    }

    private void look() {
        desk.look(bundles.there());
    }

    private Optional<String> serving() {
        return reconcilers.serving(Words.NAME).map(InstalledReconciler::version);
    }

    @Test
    void aJarThatIsDroppedServesAndOneThatIsRemovedServesNoMore() {
        Path jar = bundles.put("words.jar", "1.0.0", Optional.of(Words.union("1.0.0")));
        look();
        assertEquals(Optional.of("1.0.0"), serving());
        look();
        bundles.delete(jar);
        look();
        assertEquals(Optional.empty(), serving());
        assertEquals(List.of("start 1.0.0", "settle 1.0.0", "end 1.0.0"), bundles.events());
        assertEquals(List.of(), desk.warnings());
    }

    @Test
    void aNewerVersionTakesThePlaceOfTheOlderOne() {
        bundles.put("words-1.jar", "1.0.0", Optional.of(Words.union("1.0.0")));
        look();
        bundles.put("words-2.jar", "2.0.0", Optional.of(Words.union("2.0.0")));
        look();
        assertEquals(Optional.of("2.0.0"), serving());
        assertEquals(
                List.of("start 1.0.0", "settle 1.0.0", "start 2.0.0", "settle 2.0.0", "end 1.0.0"), bundles.events());
    }

    @Test
    void oneThatBreaksALawIsRefusedOnceAndTheOlderOneGoesOn() {
        bundles.put("words-1.jar", "1.0.0", Optional.of(Words.union("1.0.0")));
        look();
        bundles.put("words-2.jar", "2.0.0", BROKEN);
        look();
        look();
        assertEquals(Optional.of("1.0.0"), serving());
        assertEquals(List.of("start 1.0.0", "settle 1.0.0", "start 2.0.0", "end 2.0.0"), bundles.events());
        String warning = desk.warnings().get(0);
        assertTrue(
                warning.startsWith("ARM-702 words-2.jar was not taken: its reconciler words 1.0.0 of com.example.words"
                        + " 2.0.0 is not used: it is not "),
                warning);
        bundles.put("words-2.jar", "2.0.1", Optional.of(Words.union("2.0.1")));
        look();
        assertEquals(Optional.of("2.0.1"), serving());
        assertEquals(List.of(), desk.warnings());
    }

    @Test
    void anOlderOneIsNotTaken() {
        bundles.put("words-2.jar", "2.0.0", Optional.of(Words.union("2.0.0")));
        look();
        bundles.put("words-1.jar", "1.0.0", Optional.of(Words.union("1.0.0")));
        look();
        assertEquals(Optional.of("2.0.0"), serving());
        assertEquals(List.of("ARM-702 words-1.jar was not taken: the newer 2.0.0 runs"), desk.warnings());
    }

    @Test
    void aBundleThatPublishesNoneIsRefused() {
        bundles.put("words.jar", "1.0.0", Optional.empty());
        look();
        assertEquals(List.of("start 1.0.0", "end 1.0.0"), bundles.events());
        assertEquals(
                List.of("ARM-702 words.jar was not taken: it published no reconciler within 50 ms"), desk.warnings());
    }
}
