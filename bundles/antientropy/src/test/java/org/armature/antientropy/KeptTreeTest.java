package org.armature.antientropy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.armature.storage.StoreKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptTreeTest {
    private static final TreeShape SHAPE = new TreeShape(1, 64);

    /** A store whose writes and reads take effect at some time between their begin and their end. */
    private static final class Store {
        private final TreeMap<StoreKey, Entry> stored = new TreeMap<>();
        private final Random random;
        private final KeptTree tree;
        private final Map<StoreKey, Write> writing = new HashMap<>();
        private final Deque<Read> reads = new ArrayDeque<>();

        private record Write(Optional<Entry> before, Optional<Entry> after) {}

        private static final class Read {
            final KeptTree.Page page;
            Optional<List<Entry>> found = Optional.empty();
            boolean more;

            Read(KeptTree.Page page) {
                this.page = page;
            }
        }

        Store(KeptTree tree, Random random) {
            this.tree = tree;
            this.random = random;
        }

        void step(boolean writes) {
            switch (random.nextInt(writes ? 6 : 4)) {
                case 0 -> tree.nextPage().ifPresent(page -> reads.add(new Read(page)));
                case 1 ->
                    reads.stream()
                            .filter(read -> read.found.isEmpty())
                            .findAny()
                            .ifPresent(this::find);
                case 2 -> answer();
                case 3 -> writing.keySet().stream().sorted().findFirst().ifPresent(this::end);
                case 4 -> begin();
                default ->
                    writing.keySet().stream()
                            .sorted()
                            .skip(writing.isEmpty() ? 0 : random.nextInt(writing.size()))
                            .findFirst()
                            .ifPresent(key -> takeEffect(key, writing.get(key)));
            }
        }

        private void begin() {
            int leaf = random.nextInt(SHAPE.leaves());
            StoreKey key = key(leaf, random.nextInt(3));
            if (!writing.containsKey(key)) {
                Optional<Entry> after = random.nextInt(4) == 0
                        ? Optional.empty()
                        : Optional.of(new Entry(key, leaf, random.nextLong()));
                writing.put(key, new Write(Optional.ofNullable(stored.get(key)), after));
                tree.writeBegins(key, leaf);
            }
        }

        private void takeEffect(StoreKey key, Write write) {
            write.after().ifPresentOrElse(entry -> stored.put(key, entry), () -> stored.remove(key));
        }

        private void end(StoreKey key) {
            Write write = writing.remove(key);
            if (random.nextInt(20) == 0) {
                tree.writeFailed(key, leafOf(key));
                return;
            }
            takeEffect(key, write);
            tree.written(key, leafOf(key), write.before(), write.after());
        }

        private void find(Read read) {
            List<Entry> found = new ArrayList<>();
            for (Entry entry : stored.values()) {
                boolean isBehind = read.page.behind().isEmpty()
                        || entry.key().compareTo(read.page.behind().get()) > 0;
                if (isBehind && entry.leaf() >= read.page.from() && entry.leaf() < read.page.to()) {
                    if (found.size() == 3) {
                        read.more = true;
                        break;
                    }
                    found.add(entry);
                }
            }
            read.found = Optional.of(found);
        }

        private void answer() {
            Read read = reads.peek();
            if (read == null || read.found.isEmpty()) {
                return;
            }
            reads.remove();
            if (random.nextInt(10) == 0) {
                tree.readFailed(read.page);
                return;
            }
            List<Entry> found = read.found.get();
            tree.read(
                    read.page,
                    found,
                    read.more ? Optional.of(found.get(found.size() - 1).key()) : Optional.empty());
        }
    }

    private static StoreKey key(int leaf, int number) {
        byte[] position = new byte[StoreKey.POSITION_BYTES];
        position[0] = (byte) (leaf << 2);
        return StoreKey.of(position, new byte[] {(byte) number});
    }

    private static int leafOf(StoreKey key) {
        return (key.position()[0] & 0xFF) >> 2;
    }

    private static long[] leaves(HashTree tree) {
        long[] leaves = new long[SHAPE.leaves()];
        Arrays.setAll(leaves, tree::leaf);
        return leaves;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isAsTheStoreHoweverWritesAndReadsMeet(boolean known) {
        for (int seed = 1; seed <= 400; seed++) {
            KeptTree tree = known ? KeptTree.known(new HashTree(SHAPE)) : KeptTree.unknown(SHAPE);
            Store store = new Store(tree, new Random(seed));
            for (int step = 0; step < 2_000; step++) {
                store.step(true);
            }
            for (int step = 0; step < 4_000; step++) {
                store.step(false);
            }
            assertTrue(tree.isKnown(), "seed " + seed);
            long[] expected = new long[SHAPE.leaves()];
            store.stored.values().forEach(entry -> expected[entry.leaf()] += entry.hash());
            assertEquals(Arrays.toString(expected), Arrays.toString(leaves(tree.tree())), "seed " + seed);
        }
    }

    @Test
    void oneLeafInDoubtLeavesTheOthersKnown() {
        KeptTree tree = KeptTree.known(new HashTree(SHAPE));
        tree.doubt(5);
        assertEquals(1, tree.unknownLeaves());
        KeptTree.Page page = tree.nextPage().orElseThrow();
        assertEquals(5, page.from());
        assertEquals(6, page.to());
        tree.read(page, List.of(new Entry(key(5, 1), 5, 17)), Optional.empty());
        assertTrue(tree.isKnown());
        assertEquals(17, tree.tree().leaf(5));
    }

    @Test
    void aPageThatWasAskedForBeforeADoubtTellsNothingAfterIt() {
        KeptTree tree = KeptTree.unknown(SHAPE);
        KeptTree.Page before = tree.nextPage().orElseThrow();
        tree.doubt(1);
        KeptTree.Page after = tree.nextPage().orElseThrow();
        tree.read(before, List.of(new Entry(key(1, 1), 1, 17)), Optional.empty());
        tree.read(after, List.of(), Optional.empty());
        assertEquals(0, tree.tree().leaf(1));
    }

    @Test
    void aStoreOfFewKeysIsReadInFewPages() {
        TreeShape shape = TreeShape.of(64);
        KeptTree tree = KeptTree.unknown(shape);
        int pages = 0;
        for (Optional<KeptTree.Page> page = tree.nextPage(); page.isPresent(); page = tree.nextPage()) {
            tree.read(page.get(), List.of(), Optional.empty());
            pages++;
        }
        assertTrue(tree.isKnown());
        assertTrue(pages <= 6, pages + " pages of " + shape.leaves() + " leaves without keys");
    }

    @Test
    void leavesThatAreLeftOutCountAsEmpty() {
        HashTree tree = new HashTree(SHAPE);
        tree.add(3, 7);
        BitSet all = new BitSet();
        all.set(0, SHAPE.leaves());
        BitSet others = (BitSet) all.clone();
        others.clear(3);
        assertNotEquals(new HashTree(SHAPE).root(all), tree.root(all));
        assertEquals(new HashTree(SHAPE).root(all), tree.root(others));
        assertEquals(tree.root(all), HashTree.of(SHAPE, tree.toBytes()).root(all));
    }
}
