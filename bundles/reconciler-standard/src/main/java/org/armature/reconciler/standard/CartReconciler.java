package org.armature.reconciler.standard;

import java.util.random.RandomGenerator;
import org.armature.reconciler.Reconciler;
import org.osgi.service.component.annotations.Component;

/** Shopping carts: see {@link Cart}. */
@Component(service = Reconciler.class, property = Reconciler.NAME_PROPERTY + "=" + CartReconciler.NAME)
public final class CartReconciler extends TextReconciler<Cart> {
    static final String NAME = "cart";
    private static final int TAGS = 9;

    public CartReconciler() {
        super(NAME, Cart::parse, Cart::merge, Cart::text);
    }

    /** A tag belongs to one item and has one quantity, as tags have in real carts. */
    @Override
    Cart made(RandomGenerator random) {
        Cart made = Cart.EMPTY;
        for (int tag = 0; tag < TAGS; tag++) {
            String item = "item" + tag % 3;
            if (random.nextInt(3) == 0) {
                made = made.add(item, 1 + tag, "t" + tag);
            }
            if (random.nextInt(5) == 0) {
                made = made.remove(item);
            }
        }
        return made;
    }
}
