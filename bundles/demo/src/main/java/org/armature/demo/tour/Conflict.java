package org.armature.demo.tour;

import java.util.List;
import org.armature.client.ArmatureClient;
import org.armature.demo.data.Cart;
import org.armature.demo.data.SampleShop;
import org.armature.demo.screen.Screen;
import org.armature.demo.traffic.HistoryLog;
import org.armature.demo.traffic.RecordingClient;
import org.armature.demo.traffic.RecordingClient.Basis;
import org.armature.model.Key;
import org.armature.model.TableName;

/** Lets two clients write one cart at once, through different nodes, and merges what comes of it (Dynamo §4.4). */
final class Conflict {
    private static final TableName CARTS = new TableName(SampleShop.INSTANCE, "cart");
    private static final Key ALICE = Key.utf8("alice");

    private final Stage stage;

    Conflict(Stage stage) {
        this.stage = stage;
    }

    void run(HistoryLog history) {
        stage.step(4, "two clients write the same cart at once");
        try (ArmatureClient one = stage.clientOf("n1");
                ArmatureClient other = stage.clientOf("n3")) {
            RecordingClient phone = stage.recording(one, history, "phone");
            RecordingClient laptop = stage.recording(other, history, "laptop");
            Cart before = writeBoth(phone, laptop);
            merge(before, phone, laptop);
        }
    }

    /** @return the cart both had read */
    private static Cart writeBoth(RecordingClient phone, RecordingClient laptop) {
        Basis seenByPhone = phone.read(CARTS, ALICE);
        Basis seenByLaptop = laptop.read(CARTS, ALICE);
        Cart before = Cart.parse(seenByPhone.values().get(0));
        phone.put(CARTS, ALICE, before.with("mug-2", 1).stamped("phone-0").toBytes(), seenByPhone);
        laptop.put(CARTS, ALICE, before.with("pen-5", 3).stamped("laptop-0").toBytes(), seenByLaptop);
        return before;
    }

    private void merge(Cart before, RecordingClient phone, RecordingClient laptop) {
        Screen screen = stage.screen();
        Basis both = laptop.read(CARTS, ALICE);
        List<Cart> siblings = both.values().stream().map(Cart::parse).toList();
        screen.line("      shop/cart/alice has " + siblings.size() + " siblings:");
        siblings.forEach(cart -> screen.line("        " + cart.stamp() + ": " + cart));
        stage.checks().check(siblings.size() == 2, "neither write was lost: both stand beside each other");

        Cart merged = siblings.stream().reduce(Cart::union).orElse(before).stamped("laptop-1");
        laptop.put(CARTS, ALICE, merged.toBytes(), both);
        screen.line("      merged by union and written with the context of both: " + merged);
        List<?> left = phone.read(CARTS, ALICE).values();
        stage.checks()
                .check(left.equals(List.of(merged.toBytes())), "one version is left, with everything in the cart");
    }
}
