package org.armature.history.judge;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.history.Fact;

/** I-4: when the cluster is at rest, all owners of an object hold equal versions and vectors. */
final class Convergence implements ObjectCheck {
    @Override
    public void judge(ObjectTrial trial, Findings findings) {
        if (!trial.run().isSettled()) {
            return;
        }
        if (trial.copies().size() > 1) {
            findings.judged(Invariant.CONVERGENCE);
        }
        boolean versionsDiffer =
                trial.copies().stream().map(Convergence::values).distinct().count() > 1;
        boolean vectorsDiffer = trial.copies().stream()
                        .map(Fact.Copy::vector)
                        .filter(vector -> !vector.isEmpty())
                        .distinct()
                        .count()
                > 1;
        if (versionsDiffer || vectorsDiffer) {
            SortedMap<String, String> held = new TreeMap<>();
            trial.copies().forEach(copy -> held.put(copy.node(), values(copy) + " of " + copy.vector()));
            findings.about(
                    trial.name(),
                    Kind.DIVERGED,
                    versionsDiffer ? "versions" : "vectors",
                    trial.copies().get(0).time(),
                    "owners hold different " + (versionsDiffer ? "versions: " : "vectors: ") + held);
        }
    }

    private static List<String> values(Fact.Copy copy) {
        return copy.versions().stream().map(Fact.Version::value).sorted().toList();
    }
}
