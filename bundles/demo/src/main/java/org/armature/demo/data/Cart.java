package org.armature.demo.data;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.armature.model.Bytes;

/**
 * A shopping cart, the paper's own example: two versions of one are merged by union, so that nothing put into a cart is
 * ever forgotten (Dynamo §4.4). Immutable.
 *
 * @param owner whose it is
 * @param items how many of each product
 * @param stamp tells one writing of it from all others
 */
public record Cart(String owner, SortedMap<String, Integer> items, String stamp) {
    private static final ConfigParseOptions JSON = ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON);

    public Cart {
        items = new TreeMap<>(items);
    }

    public Cart with(String product, int count) {
        TreeMap<String, Integer> more = new TreeMap<>(items);
        more.merge(product, count, Integer::sum);
        return new Cart(owner, more, stamp);
    }

    public Cart stamped(String newStamp) {
        return new Cart(owner, items, newStamp);
    }

    /** Every product of both, in the larger number. */
    public Cart union(Cart other) {
        TreeMap<String, Integer> all = new TreeMap<>(items);
        other.items.forEach((product, count) -> all.merge(product, count, Math::max));
        return new Cart(owner, all, stamp);
    }

    /** As JSON. */
    public Bytes toBytes() {
        String lines = items.entrySet().stream()
                .map(item -> "{\"sku\":\"" + item.getKey() + "\",\"qty\":" + item.getValue() + "}")
                .collect(Collectors.joining(","));
        return Bytes.utf8("{\"cart\":\"" + owner + "\",\"currency\":\"EUR\",\"stamp\":\"" + stamp + "\",\"items\":["
                + lines + "]}");
    }

    /** @throws IllegalArgumentException if the bytes are no cart */
    public static Cart parse(Bytes json) {
        try {
            Config fields = ConfigFactory.parseString(json.utf8(), JSON);
            TreeMap<String, Integer> items = new TreeMap<>();
            for (Config item : fields.getConfigList("items")) {
                items.put(item.getString("sku"), item.getInt("qty"));
            }
            return new Cart(fields.getString("cart"), items, fields.getString("stamp"));
        } catch (ConfigException e) {
            throw new IllegalArgumentException("no cart: " + e.getMessage(), e);
        }
    }

    /** {@code book-17×1, mug-2×2}. */
    @Override
    public String toString() {
        return items.isEmpty()
                ? "(empty)"
                : items.entrySet().stream()
                        .map(item -> item.getKey() + "×" + item.getValue())
                        .collect(Collectors.joining(", "));
    }
}
