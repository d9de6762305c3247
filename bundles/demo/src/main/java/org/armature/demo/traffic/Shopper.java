package org.armature.demo.traffic;

import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.armature.client.StoreException;
import org.armature.demo.data.Cart;
import org.armature.demo.data.SampleShop;
import org.armature.demo.traffic.RecordingClient.Basis;
import org.armature.history.Outcome;
import org.armature.model.Bytes;
import org.armature.model.Key;
import org.armature.model.TableName;

/**
 * One customer after another at great speed: fills carts that others fill too, merging whatever siblings it finds, now
 * and then writes to one without having read it, and keeps sessions of its own that it also deletes. Every value is
 * unlike any other. Runs in one thread.
 */
final class Shopper implements Runnable {
    static final TableName CARTS = new TableName(SampleShop.INSTANCE, "cart");
    static final TableName SESSIONS = new TableName(SampleShop.INSTANCE, "session");

    private static final int SHARED_CARTS = 24;
    private static final int OWN_SESSIONS = 10;
    private static final int FULL_CART = 12;
    /** After a refusal, so that a shop that is closed is not asked a thousand times a second. */
    private static final long PAUSE_NANOS = 20_000_000;

    private final RecordingClient client;
    private final SampleShop shop;
    private final SplittableRandom random;
    private final BooleanSupplier open;
    private final LongAdder acknowledged;
    private final LongAdder failed;
    private long stamps;

    Shopper(
            RecordingClient client,
            SampleShop shop,
            SplittableRandom random,
            BooleanSupplier open,
            LongAdder acknowledged,
            LongAdder failed) {
        this.client = client;
        this.shop = shop;
        this.random = random;
        this.open = open;
        this.acknowledged = acknowledged;
        this.failed = failed;
    }

    @Override
    public void run() {
        while (open.getAsBoolean()) {
            if (shopOnce()) {
                acknowledged.increment();
            } else {
                failed.increment();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Reads and writes one object; says whether the write was acknowledged. */
    boolean shopOnce() {
        try {
            return (random.nextInt(4) == 0 ? useSession() : useCart()) == Outcome.OK;
        } catch (StoreException readFailed) {
            return false;
        }
    }

    private Outcome useCart() {
        Key key = Key.utf8("shared-" + random.nextInt(SHARED_CARTS));
        boolean unread = random.nextInt(10) == 0;
        Basis basis = unread ? Basis.NOTHING : client.read(CARTS, key);
        Cart cart = merged(key, basis.values());
        if (cart.items().size() >= FULL_CART) {
            cart = emptyCart(key);
        }
        Cart next = cart.with(shop.productName(random.nextInt(200)), 1 + random.nextInt(3));
        return client.put(CARTS, key, next.stamped(stamp()).toBytes(), basis);
    }

    private static Cart merged(Key key, List<Bytes> values) {
        return values.stream().map(Cart::parse).reduce(Cart::union).orElseGet(() -> emptyCart(key));
    }

    private static Cart emptyCart(Key key) {
        return new Cart(key.toString(), new TreeMap<>(), "");
    }

    private Outcome useSession() {
        int number = random.nextInt(OWN_SESSIONS);
        Key key = Key.utf8(client.name() + "-" + number);
        Basis basis = client.read(SESSIONS, key);
        if (!basis.values().isEmpty() && random.nextInt(3) == 0) {
            return client.delete(SESSIONS, key, basis);
        }
        String json = "{\"session\":\"" + key + "\",\"stamp\":\"" + stamp() + "\",\"page\":\""
                + shop.productName(random.nextInt(200)) + "\"}";
        return client.put(SESSIONS, key, Bytes.utf8(json), basis);
    }

    private String stamp() {
        return client.name() + "-" + stamps++;
    }
}
