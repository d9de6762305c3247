package org.armature.reconciler.standard;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A shopping cart (Dynamo §4.4). Every addition has a tag of its own; taking an item out removes the tags that the
 * one who takes it out has seen, and removed tags are remembered. So an addition is never lost, an item that was taken out does
 * not come back, which the paper's cart allows, and one that is put in while somebody takes it out stays.
 *
 * <p>Written as {@code {"items":{"milk":{"t7":2}},"removed":["t3"]}}: by item and tag the quantity. Immutable.
 */
public final class Cart {
    /** Of one addition. */
    public static final long MOST = 1_000_000_000L;

    public static final Cart EMPTY = new Cart(Collections.emptySortedMap(), Collections.emptySortedSet());

    private final SortedMap<String, SortedMap<String, Long>> additions;
    private final SortedSet<String> removed;

    private Cart(SortedMap<String, SortedMap<String, Long>> additions, SortedSet<String> removed) {
        SortedMap<String, SortedMap<String, Long>> live = new TreeMap<>();
        additions.forEach((item, tags) -> {
            SortedMap<String, Long> left = new TreeMap<>(tags);
            left.keySet().removeAll(removed);
            if (!left.isEmpty()) {
                live.put(item, left);
            }
        });
        this.additions = live;
        this.removed = new TreeSet<>(removed);
    }

    /** @throws IllegalArgumentException if it is none; the message says where and why */
    public static Cart parse(String text) {
        SortedMap<String, Object> members = Json.object(text, "a cart", List.of("items", "removed"));
        SortedMap<String, SortedMap<String, Long>> additions = new TreeMap<>();
        if (members.containsKey("items")) {
            Json.members(members.get("items"), "items")
                    .forEach((item, tags) -> additions.put(item, Json.numbers(tags, "item \"" + item + "\"", 1, MOST)));
        }
        return new Cart(additions, Json.strings(members.get("removed"), "removed"));
    }

    /**
     * @param tag of this addition alone, for ever, such as a random UUID or the id of the request
     * @param quantity 1 to {@link #MOST}
     * @throws IllegalArgumentException if the quantity is out of its range, or the tag has been used in this cart
     */
    public Cart add(String item, long quantity, String tag) {
        if (quantity < 1 || quantity > MOST) {
            throw new IllegalArgumentException("a quantity is 1 to " + MOST + ", not " + quantity);
        }
        if (removed.contains(tag) || additions.values().stream().anyMatch(tags -> tags.containsKey(tag))) {
            throw new IllegalArgumentException("tag \"" + tag + "\" was used by another addition to this cart");
        }
        SortedMap<String, SortedMap<String, Long>> more = new TreeMap<>(additions);
        SortedMap<String, Long> tags = new TreeMap<>(additions.getOrDefault(item, Collections.emptySortedMap()));
        tags.put(tag, quantity);
        more.put(item, tags);
        return new Cart(more, removed);
    }

    /** Without all of the item that is in this cart; what others add meanwhile stays. */
    public Cart remove(String item) {
        SortedSet<String> gone = new TreeSet<>(removed);
        gone.addAll(additions.getOrDefault(item, Collections.emptySortedMap()).keySet());
        return new Cart(additions, gone);
    }

    /** All additions of either, without what either has removed. Commutative, associative, idempotent. */
    public Cart merge(Cart other) {
        SortedMap<String, SortedMap<String, Long>> both = new TreeMap<>(additions);
        other.additions.forEach((item, tags) -> both.merge(item, tags, Cart::larger));
        SortedSet<String> gone = new TreeSet<>(removed);
        gone.addAll(other.removed);
        return new Cart(both, gone);
    }

    /** Tags have one quantity; if somebody used one twice, the larger counts. */
    private static SortedMap<String, Long> larger(SortedMap<String, Long> some, SortedMap<String, Long> others) {
        SortedMap<String, Long> larger = new TreeMap<>(some);
        others.forEach((tag, quantity) -> larger.merge(tag, quantity, Math::max));
        return larger;
    }

    /** What is in the cart, and how much of each. */
    public SortedMap<String, Long> items() {
        SortedMap<String, Long> items = new TreeMap<>();
        additions.forEach((item, tags) -> items.put(
                item, tags.values().stream().mapToLong(Long::longValue).sum()));
        return items;
    }

    public String text() {
        String items = additions.entrySet().stream().map(Cart::text).collect(Collectors.joining(",", "{", "}"));
        return "{\"items\":" + items + ",\"removed\":" + Json.text(removed) + "}";
    }

    private static String text(Map.Entry<String, SortedMap<String, Long>> item) {
        return Json.text(item.getKey()) + ":" + Json.text(item.getValue());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cart cart && cart.additions.equals(additions) && cart.removed.equals(removed);
    }

    @Override
    public int hashCode() {
        return 31 * additions.hashCode() + removed.hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
