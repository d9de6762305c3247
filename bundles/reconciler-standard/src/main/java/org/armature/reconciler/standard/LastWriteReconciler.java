package org.armature.reconciler.standard;

import java.util.random.RandomGenerator;
import org.armature.reconciler.Reconciler;
import org.osgi.service.component.annotations.Component;

/** The write stamped last: see {@link LastWrite}. */
@Component(service = Reconciler.class, property = Reconciler.NAME_PROPERTY + "=" + LastWriteReconciler.NAME)
public final class LastWriteReconciler extends TextReconciler<LastWrite> {
    static final String NAME = "last-write";

    public LastWriteReconciler() {
        super(NAME, LastWrite::parse, LastWrite::merge, LastWrite::text);
    }

    @Override
    LastWrite made(RandomGenerator random) {
        return new LastWrite(
                random.nextInt(3), random.nextInt(3), "w" + random.nextInt(3), String.valueOf(random.nextInt(4)));
    }
}
