package org.armature.protocol;

import static org.armature.protocol.Samples.A;
import static org.armature.protocol.Samples.B;
import static org.armature.protocol.Samples.CART;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.armature.model.Bytes;
import org.armature.protocol.ConfigMessage.AppliedConfig;
import org.armature.protocol.ConfigMessage.KeyChange;
import org.armature.protocol.ConfigMessage.NodeConfiguration;

/** What {@link Samples} has of the configuration of instances. */
final class ConfigSamples {
    private static final Bytes FILE = Bytes.utf8("tables.cart {}\n");

    private ConfigSamples() {}

    static List<Message> messages() {
        List<KeyChange> changes = new ArrayList<>();
        for (ConfigEffect effect : ConfigEffect.values()) {
            changes.add(new KeyChange("shop/cart", "n", "3", "2", "shop.conf:4", effect, "until all want it"));
        }
        changes.add(new KeyChange("shop/cart", "", "", "a table", "shop.conf:4", ConfigEffect.AT_ONCE, ""));
        return List.of(
                new ConfigMessage.ConfigAsked(false),
                new ConfigMessage.ConfigAsked(true),
                new ConfigMessage.ConfigReply(List.of(
                        new NodeConfiguration(
                                A,
                                true,
                                false,
                                7,
                                1L << 40,
                                "c0ffee",
                                List.of("shop.conf:4: wrong"),
                                changes,
                                new TreeMap<>(Map.of("shop/cart n", "3", "shop/cart r", "2"))),
                        NodeConfiguration.down(B, "is down"),
                        NodeConfiguration.silent(B, "did not answer"))),
                new ConfigMessage.ConfigReload(false, Optional.empty()),
                new ConfigMessage.ConfigReload(true, Optional.of(CART)),
                new ConfigMessage.ConfigRollback(7),
                new ConfigMessage.ConfigPush("shop.conf", FILE, true),
                new ConfigMessage.ConfigPush("shop.conf", FILE, false),
                new ConfigMessage.ConfigCheck("shop.conf", FILE),
                new ConfigMessage.ConfigDeleteData(CART, false),
                new ConfigMessage.ConfigDeleteData(CART, true),
                new ConfigMessage.ConfigHistoryAsked(),
                new ConfigMessage.ConfigHistory(List.of(
                        new AppliedConfig(
                                7, 1L << 40, "an operator", "c0ffee", List.of("shop.conf"), List.of("n: 3 -> 2")),
                        new AppliedConfig(6, 1, "the start", "decaf", List.of(), List.of()))));
    }
}
