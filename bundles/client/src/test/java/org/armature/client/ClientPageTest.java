package org.armature.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.armature.model.Bytes;
import org.armature.model.Key;
import org.armature.model.RequestId;
import org.armature.protocol.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page {@code docs/client.md} shows code that compiles and numbers that hold. */
class ClientPageTest {
    private static final Path MODULE = Path.of(System.getProperty("basedir", ""));
    private static final Path PAGE = MODULE.resolve("../../distribution/docs/client.md");
    private static final Path THIS = MODULE.resolve("src/test/java/org/armature/client/ClientPageTest.java");

    @RegisterExtension
    final Opened opened = new Opened();

    static void example() {
        // the page begins
        try (ArmatureClient armature = ArmatureClient.builder()
                .node("n1.example:7101")
                .node("n2.example:7101")
                .node("n3.example:7101")
                .build()) {
            Table carts = armature.table("shop/cart");
            Key alice = Key.utf8("alice");

            ReadResult read = carts.get(alice);
            Bytes merged =
                    read.isConflict() ? union(read.values()) : read.value().orElse(Bytes.EMPTY);
            carts.put(alice, withOneMoreMug(merged), read.context());

            carts.async()
                    .get(alice, ReadOptions.DEFAULT.withR(1).withDeadline(Duration.ofMillis(300)))
                    .thenAccept(cart -> System.out.println(cart.values()));
        } catch (StoreException.OutcomeUnknown e) {
            System.err.println("the cart may hold the mug, read before adding it again: " + e.getMessage());
        } catch (StoreException e) {
            System.err.println("the cart is as it was: " + e.getMessage());
        }
        // the page ends
    }

    static void types(ArmatureClient armature) {
        // the page begins
        Codec<Set<String>> articles =
                Codecs.utf8().as(text -> new TreeSet<>(text.lines().toList()), set -> String.join("\n", set));
        TypedTable<String, Set<String>> carts = armature.table("shop/cart", Codecs.utf8(), articles)
                .withResolver(Resolvers.merging((one, other) -> union(one, other)));

        carts.update("alice", cart -> union(cart.orElse(Set.of()), Set.of("mug")));

        Versioned<String, Set<String>> cart = carts.get("alice");
        if (cart instanceof Versioned.Resolved) {
            carts.put(cart.edited(cart.value().orElseThrow()));
        }

        carts.getAll(List.of("alice", "bob")).forEach((name, outcome) -> {
            if (outcome instanceof Outcome.Failed<?> failed) {
                System.err.println(name + ": " + failed.error().getMessage());
            }
        });
        // the page ends
    }

    static void again(Table carts, Key alice, ReadResult read) {
        // the page begins
        Bytes mug = Bytes.utf8("mug");
        try {
            carts.put(alice, mug, read.context());
        } catch (StoreException.OutcomeUnknown e) {
            RequestId request = e.requestId().orElseThrow();
            carts.put(alice, mug, read.context(), WriteOptions.DEFAULT.repeating(request));
        }
        // the page ends
    }

    static void wishes(Table carts, Key alice, Bytes cart) {
        // the page begins
        ReadResult read = carts.get(alice, ReadOptions.DEFAULT.confirmed());
        carts.put(alice, cart, read.context(), WriteOptions.DEFAULT.withW(3).distinctHosts(3));
        // the page ends
    }

    static ArmatureClient hedged() {
        // the page begins
        ArmatureClient hedged = ArmatureClient.builder()
                .node("n1.example:7101")
                .node("n2.example:7101")
                .hedge(Hedge.afterPercentile(99, 5))
                .build();
        // the page ends
        return hedged;
    }

    static void conditions(Table carts, Key alice, Bytes cart) {
        // the page begins
        try {
            carts.putNew(alice, cart);
        } catch (StoreException.ConditionFailed e) {
            ReadResult there = e.found();
            carts.putIfUnchanged(alice, union(there.values()), there.context());
        }
        // the page ends
    }

    private static Bytes union(List<Bytes> carts) {
        return Bytes.utf8(carts.stream().map(Bytes::utf8).sorted().collect(Collectors.joining(" ")));
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> union = new TreeSet<>(one);
        union.addAll(other);
        return union;
    }

    private static Bytes withOneMoreMug(Bytes cart) {
        return Bytes.utf8(cart.utf8() + " mug");
    }

    @Test
    void itsExamplesAreTheCodeThatIsCompiledHere() throws IOException {
        Matcher marked = Pattern.compile("// the page begins\n(.*?)\n *// the page ends", Pattern.DOTALL)
                .matcher(Files.readString(THIS));
        List<String> here =
                marked.results().map(code -> code.group(1).stripIndent()).toList();
        Matcher blocks =
                Pattern.compile("```java\n(.*?)\n```\n", Pattern.DOTALL).matcher(Files.readString(PAGE));
        assertEquals(here, blocks.results().map(block -> block.group(1)).toList());
        assertEquals(6, here.size());
    }

    @Test
    void itsReadMergeWriteKeepsBothSiblings() {
        ScriptedNode n1 = opened.node("n1");
        n1.does((connection, correlation, request) -> ScriptedNode.answer(
                connection,
                correlation,
                request instanceof Message.Get ? ScriptedNode.found("mug", "book") : ScriptedNode.good(request)));
        Table carts = opened.table(n1);
        Key alice = Key.utf8("alice");
        ReadResult read = carts.get(alice);
        assertTrue(read.isConflict());
        carts.put(alice, withOneMoreMug(union(read.values())), read.context());
        n1.next(Message.Get.class);
        assertEquals(
                Optional.of(Bytes.utf8("book mug mug")),
                n1.next(Message.Put.class).value());
    }

    @Test
    void itsTypedTableMergesSiblingsOnEachOfItsWays() {
        ScriptedNode n1 = opened.node("n1");
        ArmatureClient client = opened.client(n1);
        n1.does((connection, correlation, request) -> ScriptedNode.answer(
                connection,
                correlation,
                request instanceof Message.Get ? ScriptedNode.found("book", "cup") : ScriptedNode.good(request)));
        types(client);
        n1.next(Message.Get.class);
        assertEquals(
                Optional.of(Bytes.utf8("book\ncup\nmug")),
                n1.next(Message.Put.class).value());
        n1.next(Message.Get.class);
        Message.Put edited = n1.next(Message.Put.class);
        assertEquals(Optional.of(Bytes.utf8("book\ncup")), edited.value());
        assertEquals(ScriptedNode.SEEN, edited.context());
        assertEquals(Key.utf8("alice"), n1.next(Message.Get.class).key());
        assertEquals(Key.utf8("bob"), n1.next(Message.Get.class).key());
    }

    @Test
    void itsWriteOfUnknownOutcomeIsAskedForAgainAsTheSameWrite() {
        ScriptedNode n1 = opened.node("n1");
        n1.does(ScriptedNode.SILENT.then(ScriptedNode::answerWell));
        ArmatureClient client = opened.client(opened.builder(n1).deadline(Duration.ofMillis(700)), n1);
        again(client.table("shop/cart"), Key.utf8("alice"), new ReadResult(List.of(), ScriptedNode.SEEN));
        Message.Put first = n1.next(Message.Put.class);
        Message.Put second = n1.next(Message.Put.class);
        assertEquals(first.request(), second.request());
        assertEquals(first.value(), second.value());
        assertEquals(first.context(), second.context());
        assertTrue(second.again());
    }

    @Test
    void itNamesTheDefaultDeadline() throws IOException {
        assertEquals(Duration.ofSeconds(5), ClientBuilder.DEFAULT_DEADLINE);
        assertTrue(Files.readString(PAGE).contains("| 5 s, for the whole of a call"));
    }
}
