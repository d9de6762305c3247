package org.armature.reconciler.standard;

import org.armature.reconciler.Reconciler;
import org.armature.reconciler.testkit.ReconcilerContract;

class CartReconcilerContractTest extends ReconcilerContract {
    @Override
    protected Reconciler reconciler() {
        return new CartReconciler();
    }
}
