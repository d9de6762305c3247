package org.armature.simulator.mutant;

import java.util.Map;
import java.util.TreeMap;

/** What may be done about version vectors that grow too long. What the store does not do is put into its sources as a change. */
enum Pruning {
    NONE("not at all"),

    /** As the store does it: once every member has confirmed that nothing needs the entry. */
    IN_ROUNDS("in rounds"),

    /**
     * The paper's truncation (Dynamo §4.4) by whoever makes a vector: the coordinator that mints, and every node that merges.
     * Gentler than the paper in two things, without which nodes would break: the entry of a version that stands is kept, and a
     * node whose own entry was dropped does not count from 1 again but under another actor.
     */
    AT_ONCE("at once, by all nodes") {
        @Override
        Map<String, byte[]> changes(MutantCompiler compiler, int most) {
            Map<String, byte[]> changed = new TreeMap<>(compiler.compile(
                    name(), "model/src/main/java/org/armature/model/VersionSet.java", """
                            return new VersionSet(
                                    List.copyOf(standing), seen, log.bounded(logSinceMillis, request -> holds(standing, request)));
                    """, """
                            VersionSet whole = new VersionSet(
                                    List.copyOf(standing), seen, log.bounded(logSinceMillis, request -> holds(standing, request)));
                            VersionVector shorter = seen.without(whole.superfluous(%d, Long.MAX_VALUE));
                            List<RequestLog.Event> known = new ArrayList<>(whole.requests.latestFirst());
                            known.removeIf(event -> !shorter.covers(event.dot()));
                            return new VersionSet(whole.versions, shorter, RequestLog.of(known));
                    """.formatted(most)));
            changed.putAll(compiler.compile(
                    name(),
                    "replication/src/main/java/org/armature/replication/MintChange.java",
                    ".filter(own -> own.incarnation() == minting.incarnation())",
                    ".filter(own -> own.incarnation() == minting.incarnation() && before.seen().counter(own) > 0)"));
            return changed;
        }
    },

    /** The same by the coordinator alone: it drops the entry as it mints a version, and other replicas merge what they get. */
    AT_ONCE_BY_COORDINATORS("at once, by coordinators") {
        @Override
        Map<String, byte[]> changes(MutantCompiler compiler, int most) {
            return compiler.compile(
                    name(),
                    "replication/src/main/java/org/armature/replication/MintChange.java",
                    "VersionSet after = write.repeated() ? before.putRepeated(replaced, version) : before.put(replaced, version);",
                    """
                    VersionSet whole = write.repeated() ? before.putRepeated(replaced, version) : before.put(replaced, version);
                            VersionSet after = whole.forgetting(whole.superfluous(%d, Long.MAX_VALUE));""".formatted(most));
        }
    };

    private final String title;

    Pruning(String title) {
        this.title = title;
    }

    /**
     * The classes that are another than the store's, by their names.
     *
     * @param most entries of a vector
     */
    Map<String, byte[]> changes(MutantCompiler compiler, int most) {
        return Map.of();
    }

    /** For people. */
    @Override
    public String toString() {
        return title;
    }
}
