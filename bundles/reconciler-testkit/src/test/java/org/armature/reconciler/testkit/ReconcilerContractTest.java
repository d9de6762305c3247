package org.armature.reconciler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Optional;
import org.armature.reconciler.Reconciler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The tests are tested: a reconciler without faults passes, and no fault passes. */
class ReconcilerContractTest {
    private static Optional<Fault> fault = Optional.empty();

    @Test
    void aReconcilerWithoutFaultsPasses() {
        TestExecutionSummary summary = run(Optional.empty());
        assertEquals(
                List.of(),
                summary.getFailures().stream()
                        .map(failure -> failure.getTestIdentifier().getDisplayName() + ": " + failure.getException())
                        .toList());
        assertEquals(6, summary.getTestsSucceededCount());
    }

    @ParameterizedTest
    @EnumSource
    void noFaultPasses(Fault with) {
        assertTrue(run(Optional.of(with)).getTestsFailedCount() > 0);
    }

    private static TestExecutionSummary run(Optional<Fault> with) {
        fault = with;
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(Subject.class))
                                .build(),
                        listener);
        return listener.getSummary();
    }

    static class Subject extends ReconcilerContract {
        @Override
        protected Reconciler reconciler() {
            return new FaultyReconciler(fault);
        }
    }
}
