package org.armature.reconciler.standard;

import java.util.random.RandomGenerator;
import org.armature.reconciler.Reconciler;
import org.osgi.service.component.annotations.Component;

/** Numbers that several count up and down: see {@link Counter}. */
@Component(service = Reconciler.class, property = Reconciler.NAME_PROPERTY + "=" + CounterReconciler.NAME)
public final class CounterReconciler extends TextReconciler<Counter> {
    static final String NAME = "counter";

    public CounterReconciler() {
        super(NAME, Counter::parse, Counter::merge, Counter::text);
    }

    @Override
    Counter made(RandomGenerator random) {
        Counter made = Counter.ZERO;
        for (int i = random.nextInt(5); i > 0; i--) {
            made = made.plus("w" + random.nextInt(3), random.nextInt(7) - 3);
        }
        return made;
    }
}
