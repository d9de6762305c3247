package com.example.highscore;

import org.armature.reconciler.Reconciler;
import org.armature.reconciler.testkit.ReconcilerContract;

class HighscoreReconcilerTest extends ReconcilerContract {
    @Override
    protected Reconciler reconciler() {
        return new HighscoreReconciler();
    }
}
