package org.armature.history.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.armature.history.Fact;
import org.armature.history.ObjectName;

/**
 * Takes the facts of a run one by one, in the order in which they were noted, and judges them. What can be told at once is
 * found at once ({@link #found}); what concerns the whole is found by {@link #verdict}. Not thread-safe.
 *
 * <p>Keeps attempts, final copies, stored versions and hints; of everything else only what is to be compared with later.
 */
public final class Judge implements Consumer<Fact> {
    private final Run run = new Run();
    private final Findings findings = new Findings();
    private final List<FactCheck> factChecks = List.of(
            new Dots(),
            new ReplicaVectors(),
            new SessionContexts(),
            new Growth(),
            new Deadlines(),
            new Availability(),
            new Rounds(),
            new HintsLeft(),
            new Resources());

    private static final List<ObjectCheck> OBJECT_CHECKS = List.of(
            new AcknowledgedWrites(),
            new CopiesInTheEnd(),
            new Resurrections(),
            new Provenance(),
            new FalseSiblings(),
            new Duplicates(),
            new Freshness(),
            new Convergence(),
            new Hints(),
            new Holders(),
            new Registers());

    /** @throws IllegalArgumentException if the fact contradicts an earlier one, so that nothing could be judged */
    @Override
    public void accept(Fact fact) {
        run.see(fact);
        for (FactCheck check : factChecks) {
            check.see(fact, findings);
        }
    }

    /** How many wrongs were found so far; those that concern the whole only show in the verdict. */
    public int found() {
        return findings.counts().values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Judges everything noted so far. */
    public Verdict verdict() {
        factChecks.forEach(check -> check.end(findings));
        Census census = new Census();
        List<ObjectCheck> checks = new ArrayList<>(OBJECT_CHECKS);
        checks.add(census);
        run.objects().forEach((name, history) -> {
            ObjectTrial trial = new ObjectTrial(name, history, run);
            checks.forEach(check -> check.judge(trial, findings));
        });
        List<Finding> found = new ArrayList<>();
        for (Findings.Found each : findings.kept()) {
            found.add(new Finding(
                    each.kind(),
                    each.where(),
                    each.subject(),
                    each.time(),
                    each.detail(),
                    around(each.object(), each)));
        }
        return Verdict.of(found, findings.counts(), findings.judged(), census.totals(run));
    }

    private List<String> around(ObjectName object, Findings.Found finding) {
        return object == null ? List.of() : Surroundings.of(run.attempts(object), finding.subject(), finding.time());
    }
}
