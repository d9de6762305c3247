package org.armature.reconciler.standard;

import java.util.random.RandomGenerator;
import org.armature.reconciler.Reconciler;
import org.osgi.service.component.annotations.Component;

/** Sets to which is only added: see {@link UnionSet}. */
@Component(service = Reconciler.class, property = Reconciler.NAME_PROPERTY + "=" + UnionReconciler.NAME)
public final class UnionReconciler extends TextReconciler<UnionSet> {
    static final String NAME = "union";

    public UnionReconciler() {
        super(NAME, UnionSet::parse, UnionSet::merge, UnionSet::text);
    }

    @Override
    UnionSet made(RandomGenerator random) {
        UnionSet made = UnionSet.EMPTY;
        for (int i = random.nextInt(4); i > 0; i--) {
            made = made.plus("\"\\ä" + random.nextInt(6));
        }
        return made;
    }
}
