package org.armature.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.ChoiceMessage.Advice;
import org.armature.protocol.ChoiceMessage.Considered;
import org.armature.protocol.ChoiceMessage.Explained;
import org.armature.protocol.ChoiceMessage.Load;
import org.armature.protocol.ChoiceMessage.SizeClass;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code engine explain} asks and shows. */
class EngineExplainVerbTest {
    private static final Load RECENT = new Load(
            9_000,
            1_000,
            10,
            3,
            1_800,
            10,
            90,
            List.of(new SizeClass(960, 1_023, 500), new SizeClass(294_912, 327_679, 9_500)));
    private static final Load LIFE = new Load(90_000, 1_000, 10, 3, 86_400, 10, 90, List.of());

    private final FakeStore store = new FakeStore();

    @BeforeEach
    void answer() {
        store.explained = explained("bdbje", Optional.of(new Advice("mysql", true, "half of it: take mysql")), "");
    }

    private static Explained explained(String engine, Optional<Advice> advice, String silence) {
        return new Explained(
                new NodeId("n1"),
                new TableName("shop", "cart"),
                "declares objects of 1 KiB with durability process",
                engine,
                "objects of about 1024 bytes are within its 0 to 1048576 bytes",
                "",
                List.of(
                        new Considered(
                                "bdbje",
                                true,
                                "its range holds them",
                                0,
                                1 << 20,
                                16 << 20,
                                List.of("process", "disk"),
                                List.of("random-reads", "scans"),
                                "small ones"),
                        new Considered(
                                "memory",
                                false,
                                "it does not promise durability process, only memory",
                                0,
                                16 << 20,
                                16 << 20,
                                List.of("memory"),
                                List.of(),
                                "tests")),
                LIFE,
                RECENT,
                advice,
                silence);
    }

    @Test
    void theChoiceEveryEngineWhatWasMeasuredAndTheAdviceAreShown() {
        CommandLineRun run = CommandLineRun.onTerminal(store, "engine", "explain", "shop/cart", "--node", "h:7102");
        assertEquals("""
                table shop/cart on n1: engine bdbje
                  declared: it declares objects of 1 KiB with durability process
                  choice: objects of about 1024 bytes are within its 0 to 1048576 bytes

                ENGINE  TAKEN  SIZES           DURABILITY     ACCESSES
                bdbje   yes    0 B to 1.0 MB   process, disk  random-reads, scans
                memory  no     0 B to 16.8 MB  memory
                  bdbje is taken: its range holds them
                  memory is not: it does not promise durability process, only memory

                MEASURED    GETS   PUTS  DELETES  SCANS  OBJECTS  HALF UP TO      95 %      99 %       ALL
                lately     9,000  1,000       10      3   10,000    327.7 KB  327.7 KB  327.7 KB  327.7 KB
                ever      90,000  1,000       10      3        0

                advice: half of it: take mysql
                """, run.out);
        assertEquals(0, run.status);
        assertTrue(store.asked.contains("explain shop/cart"), store.asked.toString());
    }

    @Test
    void withoutAdviceItSaysWhy() {
        store.explained = explained("bdbje", Optional.empty(), "no advice: 12 objects");
        CommandLineRun run =
                CommandLineRun.onTerminal(store, "engine", "explain", "cart", "-i", "shop", "--node", "h:1");
        assertTrue(run.out.endsWith("\nno advice: 12 objects\n"), run.out);
        assertTrue(store.asked.contains("explain shop/cart"), store.asked.toString());
    }

    @Test
    void programsGetEveryClassOfSizes() {
        String json = CommandLineRun.onTerminal(store, "engine", "explain", "cart", "--json", "--node", "h:1").out;
        assertTrue(json.contains("\"leastBytes\": 294912"), json);
        assertTrue(json.contains("\"strong\": true"), json);
        assertTrue(json.contains("\"why\": \"it does not promise durability process, only memory\""), json);
    }

    @Test
    void aNameThatIsNoTablesIsRefusedBeforeAnybodyIsAsked() {
        CommandLineRun run = CommandLineRun.onTerminal(store, "engine", "explain", "Shop/cart", "--node", "h:1");
        assertEquals(2, run.status);
        assertTrue(run.err.contains("\"Shop/cart\" names no table"), run.err);
        assertEquals(List.of(), store.asked);
    }
}
