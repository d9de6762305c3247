package org.armature.demo.data;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.armature.model.Bytes;
import org.armature.model.Key;

/**
 * The demo's data: {@value #SIZE} objects of 100 bytes to 200 KB, some 8 MB together, each a function of its number
 * alone, so that a reader knows what to expect without having kept it. Every value differs from every other.
 * Thread-safe.
 */
public final class SampleShop {
    public static final String INSTANCE = "shop";
    public static final List<String> TABLES = List.of("product", "cart", "session", "photo");

    private static final int PRODUCTS = 480;
    private static final int CARTS = 700;
    private static final int SESSIONS = 720;
    private static final int PHOTOS = 200;
    public static final int SIZE = PRODUCTS + CARTS + SESSIONS + PHOTOS;

    private static final long SEED = 0x5409;
    private static final int SMALLEST_SIDE = 24;
    private static final int LARGEST_SIDE = 256;

    private final ShopWords words = ShopWords.load();

    /** @param number 0 to {@link #SIZE} - 1 */
    public SampleObject object(int number) {
        RandomGenerator random = new SplittableRandom(SEED + number);
        if (number < PRODUCTS) {
            return product(number, random);
        }
        int afterProducts = number - PRODUCTS;
        if (afterProducts < CARTS) {
            return cart(afterProducts, random);
        }
        int afterCarts = afterProducts - CARTS;
        return afterCarts < SESSIONS ? session(afterCarts, random) : photo(afterCarts - SESSIONS, random);
    }

    /** The products' names, of which carts are filled. */
    public String productName(int number) {
        int kinds = words.things().size();
        return words.things().get(number % kinds) + "-" + (1 + number / kinds);
    }

    private SampleObject product(int number, RandomGenerator random) {
        String sku = productName(number);
        String thing = words.things().get(number % words.things().size());
        String text = IntStream.range(0, 1 + random.nextInt(6))
                .mapToObj(i -> ShopWords.any(words.sentences(), random))
                .collect(Collectors.joining(" "));
        String json = String.format(
                Locale.ROOT,
                "{\"sku\":\"%s\",\"title\":\"%s %s %s\",\"price\":%d,\"currency\":\"EUR\",\"stock\":%d,\"text\":\"%s\"}",
                sku,
                ShopWords.any(words.colours(), random),
                ShopWords.any(words.materials(), random),
                thing,
                195 + 5 * random.nextInt(4_000),
                random.nextInt(300),
                text);
        return new SampleObject("product", Key.utf8(sku), Bytes.utf8(json));
    }

    private SampleObject cart(int number, RandomGenerator random) {
        String owner = ownerName(number);
        TreeMap<String, Integer> items = new TreeMap<>();
        int lines = 2 + random.nextInt(random.nextInt(10) == 0 ? 40 : 6);
        for (int i = 0; i < lines; i++) {
            items.put(productName(random.nextInt(PRODUCTS)), 1 + random.nextInt(3));
        }
        Cart cart = new Cart(owner, items, "sample-" + number);
        return new SampleObject("cart", Key.utf8(owner), cart.toBytes());
    }

    private String ownerName(int number) {
        int names = words.names().size();
        int round = number / names;
        return words.names().get(number % names) + (round == 0 ? "" : "-" + (1 + round));
    }

    private SampleObject session(int number, RandomGenerator random) {
        String id = String.format(Locale.ROOT, "s%04d-%08x", number, random.nextInt());
        String trail = IntStream.range(0, random.nextInt(8))
                .mapToObj(i -> "\"" + productName(random.nextInt(PRODUCTS)) + "\"")
                .collect(Collectors.joining(","));
        String json = String.format(
                Locale.ROOT,
                "{\"session\":\"%s\",\"user\":\"%s\",\"agent\":\"%s\",\"started\":%d,\"seen\":[%s]}",
                id,
                ownerName(random.nextInt(CARTS)),
                ShopWords.any(words.agents(), random),
                1_790_000_000L + random.nextInt(1_000_000),
                trail);
        return new SampleObject("session", Key.utf8(id), Bytes.utf8(json));
    }

    private SampleObject photo(int number, RandomGenerator random) {
        double large = random.nextDouble();
        int side = SMALLEST_SIDE + (int) ((LARGEST_SIDE - SMALLEST_SIDE) * large * large * large);
        int wholeRows = number == PHOTOS - 1 ? LARGEST_SIDE : side - side % 4;
        return new SampleObject("photo", Key.utf8(productName(number) + ".bmp"), Bitmap.draw(wholeRows, random));
    }
}
