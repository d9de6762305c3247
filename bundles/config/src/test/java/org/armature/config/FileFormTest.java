package org.armature.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.armature.config.problem.InvalidConfig;
import org.armature.model.TableName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in every shape an editor, a copy or a mishap leaves them in. */
class FileFormTest {
    private static final TableName CART = new TableName("shop", "cart");

    @TempDir
    Path directory;

    private Etc etc;

    @BeforeEach
    void emptyDirectory() {
        etc = new Etc(directory);
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsDoNoHarm() {
        Path file = etc.writeBytes(
                "shop.conf", "\uFEFFtables {\r\n  cart { n = 5 }\r\n}\r\n".getBytes(StandardCharsets.UTF_8));

        assertEquals(
                5,
                InstanceConfig.read(file, Etc.TWO_CORES)
                        .tables()
                        .get(CART)
                        .quorum()
                        .n());
    }

    @Test
    void windowsLineEndsDoNotShiftLineNumbers() {
        Path file = etc.writeBytes(
                "shop.conf", "tables {\r\n  cart {\r\n    n = many\r\n }\r\n}\r\n".getBytes(StandardCharsets.UTF_8));

        assertEquals(
                "shop.conf:3: tables.cart.n: expected a whole number from 1 to 16, found many",
                only(etc.refusal(() -> InstanceConfig.read(file, Etc.TWO_CORES))));
    }

    @Test
    void anEmptyFileLacksWhatIsRequired() {
        Path file = etc.writeBytes("node.conf", new byte[0]);

        assertEquals(
                "node.conf:1: node.id: expected a node's name, 1 to 48 of a-z, 0-9, _ and -, the first a letter or digit,"
                        + " found nothing; add node.id, it is required",
                only(etc.refusal(() -> NodeConfig.read(file, Etc.TWO_CORES))));
    }

    @Test
    void aMissingFileIsNamed() {
        assertEquals(
                "none.conf: there is no such file",
                only(etc.refusal(() -> NodeConfig.read(directory.resolve("none.conf"), Etc.TWO_CORES))));
    }

    @Test
    void aDirectoryIsNoFile() {
        etc.write("sub.conf/x", "");

        assertEquals(
                "sub.conf: is a directory, not a file",
                only(etc.refusal(() -> NodeConfig.read(directory.resolve("sub.conf"), Etc.TWO_CORES))));
    }

    @Test
    void binaryGarbageIsNoText() {
        Path zeros = etc.writeBytes("shop.conf", new byte[] {'t', '\n', 'x', 0, 1});
        assertEquals(
                "shop.conf:2: is not text: control character 0x00",
                only(etc.refusal(() -> InstanceConfig.read(zeros, Etc.TWO_CORES))));

        Path latin = etc.writeBytes("shop.conf", new byte[] {'#', ' ', (byte) 0xe9, '\n'});
        assertEquals(
                "shop.conf:1: is not UTF-8 text: byte 0xe9",
                only(etc.refusal(() -> InstanceConfig.read(latin, Etc.TWO_CORES))));
    }

    @Test
    void aFileOfMoreThanEightMebibytesIsNotRead() {
        Path file = etc.writeBytes("shop.conf", new byte[(8 << 20) + 1]);

        assertEquals(
                "shop.conf: is longer than 8 MiB, so it is no configuration file",
                only(etc.refusal(() -> InstanceConfig.read(file, Etc.TWO_CORES))));
    }

    @Test
    void brokenSyntaxIsToldWithItsLine() {
        assertTrue(only(etc.refusal(() -> etc.instance("tables {", "  cart { n = 3 ", "}")))
                .startsWith("shop.conf:4: can't be understood: "));
        assertTrue(only(etc.refusal(() -> etc.instance("tables {", "  cart { n 3 }", "}")))
                .startsWith("shop.conf:2: can't be understood: "));
    }

    @Test
    void anAddressWithoutQuotesIsToldWithItsLine() {
        String problem = only(etc.refusal(() -> etc.node("node.id = n1", "listen.peers = 127.0.0.1:7100")));

        assertTrue(problem.startsWith("etc/node.conf:2: can't be understood: "), problem);
        assertTrue(problem.contains("double quotes"), problem);
    }

    @Test
    void nestingWithoutEndIsRefusedBeforeItIsParsed() {
        String deep = "tables { a ".repeat(20_000);

        assertTrue(only(etc.refusal(() -> etc.instance(deep))).endsWith("is nested deeper than 32 blocks"));
        assertTrue(only(etc.refusal(() -> etc.instance("a = " + "[".repeat(200_000))))
                .endsWith("is nested deeper than 32 blocks"));
        assertTrue(only(etc.refusal(() -> etc.instance("a" + ".a".repeat(200_000) + " = 1")))
                .endsWith("is nested deeper than 32 blocks"));
    }

    @Test
    void randomBytesAreRefusedAndNeverHang() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            String alphabet = "tables{}[]=:,\"\"\"${?}.+#/\n  n3cart\\include";
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 200; i++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Path file = etc.writeBytes("shop.conf", text.toString().getBytes(StandardCharsets.UTF_8));
            assertTimeoutPreemptively(
                    Duration.ofSeconds(10),
                    () -> assertThrows(InvalidConfig.class, () -> InstanceConfig.read(file, Etc.TWO_CORES)),
                    "seed " + seed);
        }
    }

    @Test
    void everyPrefixOfAFileIsReadOrRefused() {
        String whole = "include \"base.conf\"\ndefaults { n = 3, w = ${?W} } // c\ntables.\"cart\" { r = 2 }\n";
        etc.write("base.conf", "defaults.durability = disk");
        for (int end = 0; end < whole.length(); end++) {
            Path file = etc.writeBytes("shop.conf", whole.substring(0, end).getBytes(StandardCharsets.UTF_8));
            String prefix = "first " + end;
            if (end <= whole.indexOf('}', whole.indexOf("cart"))) {
                assertThrows(InvalidConfig.class, () -> InstanceConfig.read(file, Etc.TWO_CORES), prefix);
            } else {
                assertEquals(
                        1, InstanceConfig.read(file, Etc.TWO_CORES).tables().size(), prefix);
            }
        }
    }

    @Test
    void theSameKeyTwiceIsAMistakeAndAnOverrideFromTheEnvironmentIsNot() {
        assertEquals(
                "shop.conf:3: defaults.n: is defined again, line 1 defined it first; keep one of the two",
                only(etc.refusal(() -> etc.instance("defaults.n = 3", "tables { cart {} }", "defaults { n = 5 }"))));
        assertEquals(
                "shop.conf:2: tables.cart: is defined again, line 1 defined it first; keep one of the two",
                only(etc.refusal(() -> etc.instance("tables.cart { n = 3 }", "tables { \"cart\" { r = 1 } }"))));
        assertEquals(
                1,
                etc.instance("tables.cart.n = 1", "tables.cart.n = ${?N} # or so", "tables.cart.max-siblings = 2")
                        .tables()
                        .get(CART)
                        .quorum()
                        .n());
    }

    @Test
    void whatLooksLikeARepetitionInTextAndCommentsIsNone() {
        InstanceConfig shop = etc.instance(
                "# tables { cart {} }",
                "engines.x { a = \"n = 3, n = 3\", b = \"\"\"n = 3",
                "n = 3\"\"\", c.n = 1 }",
                "// n = 3",
                "tables { cart { n = 3 }, stock { n = 3 } }");

        assertEquals(2, shop.tables().size());
    }

    @Test
    void anIncludedFileCountsAsPartOfTheFile() {
        etc.write("common/base.conf", "include \"more.conf\"", "defaults { durability = disk, n = 5 }");
        etc.write("common/more.conf", "defaults.max-siblings = 7");
        TableConfig cart = etc.instance("include \"common/base.conf\"", "defaults.n = 4", "tables { cart {} }")
                .tables()
                .get(CART);

        assertEquals(new Quorum(4, 3, 3), cart.quorum());
        assertEquals(7, cart.limits().maxSiblings());
    }

    @Test
    void aMistakeInAnIncludedFileIsToldThere() {
        etc.write("base.conf", "", "defaults { n = 99 }");

        assertEquals(
                "base.conf:2: defaults.n: expected a whole number from 1 to 16, found 99",
                only(etc.refusal(() -> etc.instance("include \"base.conf\"", "tables { cart {} }"))));
    }

    @Test
    void includesThatLeadNowhereAreTold() {
        assertEquals(
                "shop.conf:2: include: includes absent.conf, and there is no such file",
                only(etc.refusal(() -> etc.instance("tables { cart {} }", "include \"absent.conf\""))));
        assertEquals(
                "shop.conf:1: include: includes sub/../shop.conf, which includes this file in turn",
                only(etc.refusal(() -> etc.instance("include file(\"sub/../shop.conf\")", "tables { cart {} }"))));
        assertEquals(
                "shop.conf:1: include: includes a URL; only files may be included",
                only(etc.refusal(() -> etc.instance("include url(\"http://127.0.0.1:9/x\")", "tables { cart {} }"))));
        assertEquals(
                "shop.conf:1: include: includes from the class path; only files may be included",
                only(etc.refusal(() -> etc.instance("include classpath(\"logback.xml\")", "tables { cart {} }"))));
    }

    @Test
    void substitutionsThatTurnInACircleAreTold() {
        String problem = only(
                etc.refusal(() -> etc.instance("tables { cart { n = ${tables.cart.r}", "r = ${tables.cart.n} } }")));

        assertTrue(problem.startsWith("shop.conf"), problem);
    }

    @Test
    void systemPropertiesAreNotLookedAt() {
        assertTrue(only(etc.refusal(() -> etc.node("node.id = ${user.name}"))).contains("nothing gives ${user.name}"));
    }

    @Test
    void aValueOutOfTheEnvironmentIsPrintedWithoutControlCharacters() {
        Path file = etc.write("etc/node.conf", "node.id = ${ID}");

        assertEquals(
                "etc/node.conf:1: node.id: expected a node's name, 1 to 48 of a-z, 0-9, _ and -, the first a letter or"
                        + " digit, found x\\u000aERROR all is lost (environment variable ID)",
                only(etc.refusal(
                        () -> NodeConfig.read(file, new Surroundings(Map.of("ID", "x\nERROR all is lost"), 1)))));
    }

    /** The only problem of a refusal. */
    private static String only(String refusal) {
        List<String> lines = refusal.lines().toList();
        assertEquals(2, lines.size(), refusal);
        return lines.get(1).strip();
    }
}
