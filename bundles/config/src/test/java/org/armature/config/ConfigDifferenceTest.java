package org.armature.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.TableName;
import org.armature.storage.Durability;
import org.armature.storage.EngineChoice;
import org.armature.storage.EngineProfile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each change of an instance's file means for a node that runs. */
class ConfigDifferenceTest {
    private static final TableName CART = new TableName("shop", "cart");

    @TempDir
    Path directory;

    private static final List<EngineChoice.Candidate> INSTALLED = List.of(
            candidate("bdbje", "bdbje", 1 << 20, Durability.PROCESS, Durability.DISK),
            candidate("buffered", "bdbje", 1 << 20, Durability.MEMORY, Durability.PROCESS, Durability.DISK),
            candidate("memory", "memory", 1 << 10, Durability.MEMORY),
            candidate("mysql", "mysql", 16 << 20, Durability.PROCESS, Durability.DISK));

    private static EngineChoice.Candidate candidate(
            String name, String keeper, int upToBytes, Durability... durabilities) {
        return new EngineChoice.Candidate(
                name, new EngineProfile(0, upToBytes, 16 << 20, Set.of(durabilities), true, "tests"), keeper, true);
    }

    private Etc etc;
    private final Node node = new Node();

    /** A node whose one open engine is bdbje. */
    private static final class Node implements Circumstances {
        private Optional<TableConfig> left = Optional.empty();
        private Set<TableName> adopted = Set.of();
        private Optional<String> keeper = Optional.of("bdbje");
        private Optional<String> serving = Optional.of("bdbje");
        private final SortedMap<String, EngineProfile> moved = new TreeMap<>();

        @Override
        public Optional<String> keeper(TableName table) {
            return keeper;
        }

        @Override
        public Optional<String> engine(TableName table) {
            return serving;
        }

        @Override
        public EngineChoice choice(InstanceConfig instance, TableConfig table) {
            return table.engine().from(table.durability(), keeper, INSTALLED);
        }

        @Override
        public SortedMap<String, EngineProfile> movedBetween(InstanceConfig instance, TableName table) {
            return moved;
        }

        @Override
        public boolean isOpen(String engine, String instance) {
            return engine.equals("bdbje");
        }

        @Override
        public Optional<TableConfig> earlier(TableName table) {
            return left.filter(earlier -> earlier.name().equals(table));
        }

        @Override
        public boolean mayAdopt(TableName table) {
            return adopted.contains(table);
        }
    }

    @BeforeEach
    void emptyDirectory() {
        etc = new Etc(directory);
    }

    private InstanceConfig shop(String... lines) {
        return InstanceConfig.parse(
                directory.resolve("shop.conf"),
                String.join("\n", lines).getBytes(StandardCharsets.UTF_8),
                Etc.TWO_CORES);
    }

    private List<String> changes(InstanceConfig running, InstanceConfig wanted) {
        return changes(List.of(running), List.of(wanted));
    }

    private List<String> changes(List<InstanceConfig> running, List<InstanceConfig> wanted) {
        return etc.texts(ConfigDifference.between(running, wanted, node));
    }

    private List<String> cart(String running, String wanted) {
        return changes(shop("tables.cart { " + running + " }"), shop("tables.cart { " + wanted + " }"));
    }

    @Test
    void equalFilesDifferInNothing() {
        assertEquals(List.of(), cart("n = 3", "r = 2"));
    }

    @Test
    void limitsAndNumbersOfAQuorumApplyAtOnce() {
        assertEquals(
                List.of(
                        "shop.conf:1: shop/cart pw: 0 -> 1: at once",
                        "shop.conf:1: shop/cart durability: process -> disk: at once, for writes from then on",
                        "shop.conf:1: shop/cart max-value: 1 MiB -> 2 KiB: at once, what is stored already stays",
                        "shop.conf:1: shop/cart max-siblings: 16 -> 4: at once, what is stored already stays"),
                cart("", "pw = 1, durability = disk, max-value = 2 KiB, max-siblings = 4"));
    }

    @Test
    void anotherTimeToLiveIsForWhatIsWrittenFromThenOn() {
        String meaning = ": at once, for what is written from then on; what is stored keeps the expiry it has";
        assertEquals(List.of("shop.conf:1: shop/cart ttl: none -> 30 m" + meaning), cart("", "ttl = 30 m"));
        assertEquals(List.of("shop.conf:1: shop/cart ttl: 7 d -> none" + meaning), cart("ttl = 7 d", "ttl = none"));
    }

    @Test
    void whatAnEngineCanNotKeepThatATableIsMovedToIsRefusedUntilTheMoveIsOver() {
        node.moved.put(
                "bdbje",
                new EngineProfile(0, 8_192, 8_192, Set.of(Durability.PROCESS, Durability.DISK), true, "tests"));
        node.moved.put("slow", new EngineProfile(0, 2_048, 2_048, Set.of(Durability.PROCESS), true, "tests"));
        String limits = "max-siblings = 2, max-value = ";
        String move = "; the table is moved between engines, and each that has a copy must be able to keep it: end the"
                + " move first (`armature engine migrations` shows it)";

        assertEquals(
                List.of(
                        "shop.conf:1: shop/cart max-value: 1 KiB -> 2 KiB: refused, max-value times max-siblings would be"
                                + " 4 KiB, and engine slow takes no record of more than 2 KiB" + move),
                cart(limits + "1 KiB", limits + "2 KiB"));
        assertEquals(
                List.of("shop.conf:1: shop/cart durability: process -> disk: refused, engine slow promises only process"
                        + move),
                cart(limits + "1 KiB", limits + "1 KiB, durability = disk"));
        assertEquals(
                List.of("shop.conf:1: shop/cart max-value: 2 KiB -> 1536 B: at once, what is stored already stays"),
                cart(limits + "2 KiB", limits + "1536 B"),
                "what is better than before is taken");
        List<String> again = changes(List.of(), List.of(shop("tables.cart { " + limits + "2 KiB }")));
        assertTrue(again.get(0).contains("refused, max-value times max-siblings would be 4 KiB"), again::toString);

        node.moved.clear();
        assertEquals(
                List.of("shop.conf:1: shop/cart max-value: 1 KiB -> 2 KiB: at once, what is stored already stays"),
                cart(limits + "1 KiB", limits + "2 KiB"));
    }

    @Test
    void eachKeyIsToldWhereItsValueStands() {
        assertEquals(
                List.of("shop.conf:2: shop/cart max-siblings: 16 -> 4: at once, what is stored already stays"),
                changes(shop("tables.cart {}"), shop("tables.cart {}", "defaults.max-siblings = 4")));
    }

    @Test
    void aLowerRSaysWhatItMayMiss() {
        assertEquals(
                List.of(
                        "shop.conf:1: shop/cart r: 2 -> 1: at once, a read of 1 may miss what 2 replicas have stored"
                                + " before, until it is read or written again",
                        "shop.conf:1: shop/cart w: 2 -> 3: at once"),
                cart("", "r = 1, w = 3"));
    }

    @Test
    void copiesQuorumKindAndReconciliationChangeOnAllNodesTogether() {
        List<String> told = cart("n = 2", "n = 3");
        assertEquals(1, told.size(), told::toString);
        assertTrue(
                told.get(0).startsWith("shop.conf:1: shop/cart n: 2 -> 3: held back, until all members"),
                told::toString);
        told = cart("", "quorum = strict, r = 3");
        assertTrue(
                told.contains("shop.conf:1: shop/cart r: 2 -> 3: held back, together with n and quorum"),
                told::toString);
        told = cart("", "reconcile = lww");
        assertTrue(
                told.get(0).contains("siblings -> lww: held back")
                        && told.get(0).contains("drops"),
                told::toString);
    }

    @Test
    void aReadMustBeSureToMeetWhatWasStoredUnderTheOldN() {
        for (String safe : List.of("1/1/1 3/3/2", "2/2/2 3/2/2", "3/2/2 2/2/2", "2/2/2 1/1/1", "3/2/2 5/4/3")) {
            assertEquals(Optional.empty(), refusal(safe), safe);
        }
        for (String unsafe : List.of("1/1/1 3/2/2", "3/2/2 1/1/1", "3/1/1 2/1/1", "2/2/1 3/2/2", "3/2/2 5/3/3")) {
            assertTrue(refusal(unsafe).isPresent(), unsafe);
        }
    }

    /** Numbers as n/r/w before, and after. */
    private static Optional<String> refusal(String numbers) {
        String[] both = numbers.split(" ", -1);
        return CopyRule.refusal(quorum(both[0]), quorum(both[1]));
    }

    private static Quorum quorum(String numbers) {
        String[] parts = numbers.split("/", -1);
        return new Quorum(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    @Test
    void theWayThereIsToldAndIsNotRefusedItself() {
        assertTrue(refusal("1/1/1 3/2/2").orElseThrow().contains("with r = 3 it can't"));
        assertEquals(Optional.empty(), refusal("1/1/1 3/3/2"));
        assertTrue(refusal("3/2/2 1/1/1").orElseThrow().contains("go to n = 2 with r = 2 first"));
        assertEquals(Optional.empty(), refusal("3/2/2 2/2/2"));
        assertTrue(refusal("3/1/1 2/1/1").orElseThrow().contains("raise w to 3 first"));
        assertEquals(Optional.empty(), refusal("3/1/3 2/1/1"));
    }

    @Test
    void noStepThatIsAllowedLetsAReadMissAnObject() {
        for (int n = 1; n <= 6; n++) {
            for (int w = 1; w <= n; w++) {
                for (int after = 1; after <= 6; after++) {
                    for (int r = 1; r <= after; r++) {
                        boolean allowed = n == after
                                || CopyRule.refusal(new Quorum(n, n, w), new Quorum(after, r, 1))
                                        .isEmpty();
                        int emptyAmongNew = Math.max(0, after - n) + (n - w);
                        boolean mayMiss = n != after && emptyAmongNew >= r;
                        assertEquals(!mayMiss, allowed, "n " + n + " w " + w + " -> n " + after + " r " + r);
                    }
                }
            }
        }
    }

    @Test
    void anotherEngineNeedsAMigrationAndTheSameOneByAnotherWordDoesNot() {
        assertEquals(
                List.of("shop.conf:1: shop/cart engine: bdbje -> mysql: needs migration, engine bdbje has the table's"
                        + " objects and keeps it until they are moved to mysql"),
                cart("engine = bdbje", "engine = mysql"));
        assertEquals(
                List.of(
                        "shop.conf:1: shop/cart engine: nothing -> bdbje: at once, engine bdbje keeps the table as before"),
                cart("", "engine = bdbje").stream()
                        .filter(line -> line.contains(" engine: "))
                        .toList());
    }

    @Test
    void aTableThatNamesNoEngineStaysWithTheOneThatHasItsObjectsAndIsToldWhichWouldSuit() {
        assertEquals(
                List.of(
                        "shop.conf:1: shop/cart object-size: 1 KiB -> 4 MiB: at once, engine bdbje keeps the table as"
                                + " before: it keeps the table so far; by its profile alone it would be mysql, since objects"
                                + " of 4194304 bytes are outside its 0 to 1048576 bytes",
                        "shop.conf:1: shop/cart max-value: 1 MiB -> 4 MiB: at once, what is stored already stays"),
                cart("", "object-size = 4 MiB, max-value = 4 MiB"));
        assertTrue(cart("", "access = scans")
                .get(0)
                .startsWith("shop.conf:1: shop/cart access: [] -> [scans]: at once, engine bdbje keeps the table"));
    }

    @Test
    void enginesWithTheSameStoresChangeAtAStartWithoutAMigration() {
        assertEquals(
                List.of(
                        "shop.conf:1: shop/cart engine: bdbje -> buffered: needs restart, engines bdbje and buffered have"
                                + " the same stores, those of bdbje, so no object moves; bdbje serves the table until the next"
                                + " start"),
                cart("engine = bdbje", "engine = buffered"));
        node.serving = Optional.of("buffered");
        assertEquals(
                List.of(
                        "shop.conf:1: shop/cart engine: buffered -> bdbje: needs restart, engines buffered and bdbje have"
                                + " the same stores, those of bdbje, so no object moves; buffered serves the table until the next"
                                + " start"),
                cart("engine = buffered", "engine = bdbje"));
    }

    @Test
    void whatIsInMemoryAloneNeedsAMigrationOrIsLostWithTheProcess() {
        node.keeper = Optional.empty();
        node.serving = Optional.of("memory");
        List<String> told = cart("engine = memory, durability = memory", "engine = bdbje");
        assertEquals(
                List.of(
                        "shop.conf:1: shop/cart engine: memory -> bdbje: needs migration, engine memory has the table's"
                                + " objects while the process lives, and keeps it until they are moved to bdbje; without"
                                + " that, bdbje begins empty at the next start",
                        "shop.conf:1: shop/cart durability: memory -> process: needs migration, engine memory, which serves"
                                + " the table, does not promise that"),
                told.subList(0, 2));
    }

    @Test
    void whatWasTakenAndWaitsForAMigrationOrAStartIsTold() {
        assertEquals(List.of(), pending("engine = bdbje"));
        assertEquals(List.of(), pending("object-size = 4 MiB, max-value = 4 MiB"));
        assertEquals(
                List.of("shop.conf:1: shop/cart engine: bdbje -> mysql: needs migration, engine bdbje has the table's"
                        + " objects and keeps it until they are moved to mysql"),
                pending("engine = mysql"));
        List<String> told = pending("durability = memory");
        assertTrue(
                told.get(0).startsWith("shop.conf:1: shop/cart engine: bdbje -> buffered: needs restart"),
                told::toString);
    }

    private List<String> pending(String wanted) {
        return etc.texts(ConfigDifference.pending(List.of(shop("tables.cart { " + wanted + " }")), node));
    }

    @Test
    void optionsOfAnEngineThatIsOpenNeedARestart() {
        assertEquals(
                List.of(
                        "shop.conf:2: shop engines.bdbje.cache-size: nothing -> 64 MiB: needs restart, engine bdbje has the"
                                + " instance's stores open with what was given at the start",
                        "shop.conf:3: shop engines.mysql.url: nothing -> x: at once"),
                changes(
                        shop("tables.cart {}"),
                        shop("tables.cart {}", "engines.bdbje.cache-size = 64 MiB", "engines.mysql.url = x")));
    }

    @Test
    void tablesAndInstancesComeAndGo() {
        assertEquals(
                List.of(
                        "shop.conf: shop/cart: a table with n=3 r=2 w=2 -> nothing: at once, it is served no more; what it"
                                + " has stored stays and is served again if the table comes back, or goes by `armature config"
                                + " delete-data shop/cart --for-good`",
                        "shop.conf:1: shop/stock: nothing -> a table with n=3 r=2 w=2: at once"),
                changes(shop("tables.cart {}"), shop("tables.stock {}")));
        assertEquals(1, changes(List.of(), List.of(shop("tables.cart {}"))).size());
        assertEquals(1, changes(List.of(shop("tables.cart {}")), List.of()).size());
    }

    @Test
    void aReconcilerBeginsWhenAllWantItAndStoresWhatSiblingsStores() {
        List<String> told = cart("", "reconcile = cart-union");
        assertEquals(1, told.size(), told::toString);
        assertTrue(
                told.get(0)
                        .contains(
                                "reconcile: siblings -> cart-union: held back, until all members that are up want it"),
                told::toString);
        node.left = Optional.of(
                shop("tables.cart { reconcile = cart-union }").tables().get(CART));
        told = changes(List.of(), List.of(shop("tables.cart {}")));
        assertTrue(told.stream().noneMatch(line -> line.contains("refused")), told::toString);
    }

    @Test
    void aNewTableIsNotTakenForAnEarlierOneOfItsNameWithOtherRules() {
        node.left = Optional.of(
                shop("tables.cart { n = 2, engine = bdbje }").tables().get(CART));
        List<String> told = changes(List.of(), List.of(shop("tables.cart { reconcile = lww, engine = mysql }")));
        assertEquals(1, told.size(), told::toString);
        assertTrue(
                told.get(0)
                        .contains(
                                "refused, this node still has objects of an earlier table of this name, stored with n = 2,"
                                        + " reconcile = siblings, engine = bdbje: name the table otherwise"),
                told::toString);

        node.adopted = Set.of(CART);
        told = changes(List.of(), List.of(shop("tables.cart { reconcile = lww, engine = mysql }")));
        assertTrue(told.stream().anyMatch(line -> line.contains("n: 2 -> 3: held back")), told::toString);
        assertTrue(told.stream().anyMatch(line -> line.contains("bdbje -> mysql: needs migration")), told::toString);
    }

    @Test
    void whatIsHeldStaysAsItRunsAndAllElseFollowsTheFile() {
        TableConfig running = shop("tables.cart { n = 3, r = 3, w = 1, reconcile = lww }")
                .tables()
                .get(CART);
        TableConfig wanted = shop("tables.cart { n = 5, lww-max-ahead = 2 s, max-siblings = 4, ttl = 1 h }")
                .tables()
                .get(CART);

        TableConfig held = HeldTable.holding(running, wanted);
        assertEquals(running.quorum(), held.quorum());
        assertEquals(Reconciling.Rule.LWW, held.reconciling().rule());
        assertEquals(2, held.reconciling().lwwMaxAhead().toSeconds());
        assertEquals(4, held.limits().maxSiblings());
        assertEquals(wanted.ttl(), held.ttl());
        assertTrue(HeldTable.differs(running, wanted));
        TableConfig plain = shop("tables.cart { n = 3, r = 1, w = 3, reconcile = lww }")
                .tables()
                .get(CART);
        assertEquals(plain, HeldTable.holding(running, plain));
    }
}
