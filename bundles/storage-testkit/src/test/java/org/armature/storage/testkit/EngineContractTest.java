package org.armature.storage.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedClass;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.armature.storage.StorageEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** The tests are tested: an engine without faults passes, and no fault passes. */
class EngineContractTest {
    private static Set<Fault> faults = EnumSet.noneOf(Fault.class);

    @Test
    void anEngineWithoutFaultsPasses() {
        TestExecutionSummary summary = run(EnumSet.noneOf(Fault.class), selectClass(Subject.class));
        assertEquals(List.of(), failures(summary).toList());
        assertTrue(summary.getTestsSucceededCount() > 50, "tests that ran: " + summary.getTestsSucceededCount());
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void noFaultPasses(Fault fault) throws ClassNotFoundException {
        Class<?> theme = Class.forName(EngineContract.class.getName() + "$" + fault.theme);
        TestExecutionSummary summary = run(EnumSet.of(fault), selectNestedClass(List.of(Subject.class), theme));
        assertFalse(
                summary.getFailures().isEmpty(),
                () -> "none of " + summary.getTestsSucceededCount() + " tests of theme " + fault.theme + " noticed");
    }

    private static TestExecutionSummary run(Set<Fault> withFaults, DiscoverySelector tests) {
        faults = withFaults;
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(tests)
                                .build(),
                        listener);
        return listener.getSummary();
    }

    private static Stream<String> failures(TestExecutionSummary summary) {
        return summary.getFailures().stream()
                .map(failure -> failure.getTestIdentifier().getDisplayName() + ": " + failure.getException());
    }

    /** Run by the tests above only: its name is none that a build looks for. */
    static class Subject extends EngineContract {
        @Override
        protected EngineUnderTest subject() {
            return new EngineUnderTest() {
                @Override
                public StorageEngine engine() {
                    return new FaultyEngine(faults);
                }
            };
        }
    }
}
