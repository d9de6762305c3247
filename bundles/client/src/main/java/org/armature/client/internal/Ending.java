package org.armature.client.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.armature.client.Outcome;
import org.armature.client.StoreException;
import org.armature.client.observe.OperationOutcome;
import org.armature.model.ErrorCode;

/** How an operation ended, as observers are told. */
record Ending(OperationOutcome outcome, Optional<ErrorCode> code, int failedKeys) {
    static final Ending OK = new Ending(OperationOutcome.OK, Optional.empty(), 0);

    static Ending of(Throwable error) {
        return error instanceof StoreException failure
                ? new Ending(outcome(failure), Optional.of(failure.code()), 1)
                : new Ending(OperationOutcome.PROGRAM_FAILED, Optional.empty(), 1);
    }

    private static OperationOutcome outcome(StoreException failure) {
        if (failure.mayHaveHappened()) {
            return OperationOutcome.OUTCOME_UNKNOWN;
        } else if (failure instanceof StoreException.ConditionFailed) {
            return OperationOutcome.CONDITION_FAILED;
        } else if (failure instanceof StoreException.Unavailable) {
            return OperationOutcome.UNAVAILABLE;
        } else if (failure instanceof StoreException.ReadFailed) {
            return OperationOutcome.READ_FAILED;
        }
        return OperationOutcome.REJECTED;
    }

    /** Of a batch. */
    static <K, R> Ending of(Map<K, Outcome<R>> outcomes) {
        List<Ending> failures = outcomes.values().stream()
                .filter(outcome -> outcome instanceof Outcome.Failed<R>)
                .map(outcome -> of(((Outcome.Failed<R>) outcome).error()))
                .toList();
        return failures.stream()
                .max(Comparator.comparing(Ending::outcome))
                .map(worst -> new Ending(worst.outcome(), worst.code(), failures.size()))
                .orElse(OK);
    }
}
