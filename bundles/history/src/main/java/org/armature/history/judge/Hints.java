package org.armature.history.judge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.armature.history.Fact;
import org.armature.history.Fact.NodeEvent;

/**
 * I-5: a hint is deleted only when its owner, or whoever else confirmed it, has its versions durably or has what replaced
 * them; and none is left at rest on a running node for a running owner.
 */
final class Hints implements ObjectCheck {
    @Override
    public void judge(ObjectTrial trial, Findings findings) {
        if (trial.hasHints()) {
            findings.judged(Invariant.HINTS);
            new Story(trial, findings).tell();
        }
    }

    /** The hints of one object. */
    private static final class Story {
        private final ObjectTrial trial;
        private final Findings findings;
        private final Map<Hint, Set<String>> kept = new LinkedHashMap<>();
        private final Set<Hint> ever = new LinkedHashSet<>();
        private final Set<String> down = new LinkedHashSet<>();
        private final Map<String, Set<String>> applied = new LinkedHashMap<>();
        /** Removed for good, so that nobody needs it any more. */
        private final Set<String> gone = new LinkedHashSet<>();

        private record Hint(String holder, String owner) {}

        Story(ObjectTrial trial, Findings findings) {
            this.trial = trial;
            this.findings = findings;
        }

        void tell() {
            trial.story().forEach(this::hear);
            if (trial.run().isSettled()) {
                kept.forEach(this::judgeLeft);
            }
        }

        private void hear(Fact fact) {
            if (fact instanceof Fact.HintCreated hint) {
                Hint name = new Hint(hint.holder(), hint.owner());
                ever.add(name);
                kept.computeIfAbsent(name, any -> new LinkedHashSet<>()).addAll(hint.values());
            } else if (fact instanceof Fact.HintApplied hint) {
                applied(hint.node()).addAll(hint.values());
            } else if (fact instanceof Fact.Stored stored
                    && stored.durable()
                    && stored.hintFor().isEmpty()) {
                applied(stored.node()).add(stored.value());
            } else if (fact instanceof Fact.Reaped reaped) {
                gone.addAll(reaped.values());
            } else if (fact instanceof Fact.HintDeleted hint) {
                judgeDeletion(hint);
            } else if (fact instanceof NodeEvent event) {
                befall(event);
            }
        }

        private void befall(NodeEvent event) {
            switch (event.what()) {
                case WIPED -> kept.keySet().removeIf(hint -> hint.holder().equals(event.node()));
                case POWER_CUT, KILLED -> down.add(event.node());
                case STARTED -> down.remove(event.node());
            }
        }

        private Set<String> applied(String node) {
            return applied.computeIfAbsent(node, any -> new LinkedHashSet<>());
        }

        private void judgeDeletion(Fact.HintDeleted hint) {
            Hint name = new Hint(hint.holder(), hint.owner());
            if (!ever.contains(name)) {
                report(
                        Kind.HINT_NEVER_CREATED,
                        name,
                        hint.time(),
                        hint.holder() + " deleted a hint for " + hint.owner() + " that it never made");
            }
            List<String> confirmed = hint.confirmedBy().isEmpty() ? List.of(hint.owner()) : hint.confirmedBy();
            for (String node : confirmed) {
                List<String> missing =
                        missing(hint.values(), node.equals(hint.holder()) ? keptOn(name) : applied(node));
                if (!missing.isEmpty()) {
                    report(
                            Kind.HINT_DELETED_EARLY,
                            name,
                            hint.time(),
                            hint.holder() + " deleted its hint of " + missing + " for " + hint.owner() + " before "
                                    + node + " had it durably");
                }
            }
            Set<String> values = kept.getOrDefault(name, new LinkedHashSet<>());
            values.retainAll(missing(List.copyOf(values), new LinkedHashSet<>(hint.values())));
        }

        /** What the holder has itself, and what is kept beside this hint: the owner has lost the key to others. */
        private Set<String> keptOn(Hint given) {
            Set<String> there = new LinkedHashSet<>(applied(given.holder()));
            kept.forEach((hint, values) -> {
                if (!hint.equals(given)) {
                    there.addAll(values);
                }
            });
            return there;
        }

        /** Those that are neither among what is there nor in its past. */
        private List<String> missing(List<String> values, Set<String> there) {
            List<String> missing = new ArrayList<>(values);
            missing.removeAll(there);
            missing.removeAll(gone);
            if (!missing.isEmpty()) {
                Set<String> known = new LinkedHashSet<>(there);
                known.addAll(gone);
                Set<Write> past = trial.graph().possiblePast(trial.graph().known(known));
                missing.removeIf(value ->
                        trial.graph().write(value).filter(past::contains).isPresent());
            }
            return missing;
        }

        private void judgeLeft(Hint hint, Set<String> values) {
            if (!values.isEmpty() && runs(hint.holder()) && runs(hint.owner())) {
                report(
                        Kind.HINT_LEFT,
                        hint,
                        trial.run().restTime(),
                        hint.holder() + " still keeps " + values + " for " + hint.owner());
            }
        }

        private boolean runs(String node) {
            return !down.contains(node);
        }

        private void report(Kind kind, Hint hint, long time, String detail) {
            findings.about(trial.name(), kind, hint.holder() + " for " + hint.owner(), time, detail);
        }
    }
}
