package org.armature.config;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.armature.config.schema.Kinds;
import org.armature.storage.AccessPattern;
import org.armature.storage.Durability;
import org.armature.storage.EngineChoice;
import org.armature.storage.TableProfile;

/** How a table asks for its storage engine: by name, or by what it is going to hold. */
public sealed interface EngineSelection {

    /**
     * The engine that serves, of those that are there.
     *
     * @param keeper the one that keeps the table so far; empty if it is not known, or the table is new
     */
    EngineChoice from(Durability durability, Optional<String> keeper, List<EngineChoice.Candidate> present);

    /** What the table says, as half a sentence. */
    String declared();

    record Named(String engine) implements EngineSelection {
        @Override
        public EngineChoice from(Durability durability, Optional<String> keeper, List<EngineChoice.Candidate> present) {
            return EngineChoice.byName(engine, durability, keeper, present);
        }

        @Override
        public String declared() {
            return "names engine " + engine;
        }

        @Override
        public String toString() {
            return "engine " + engine;
        }
    }

    /**
     * @param bytes size of a typical object
     * @param accesses how it is going to be used; empty if nothing was said
     */
    record ForObjectsOf(long bytes, Set<AccessPattern> accesses) implements EngineSelection {
        public ForObjectsOf {
            accesses = Collections.unmodifiableSet(new TreeSet<>(accesses));
        }

        @Override
        public EngineChoice from(Durability durability, Optional<String> keeper, List<EngineChoice.Candidate> present) {
            return EngineChoice.byProfile(new TableProfile(bytes, accesses, durability), keeper, present);
        }

        @Override
        public String declared() {
            return "declares objects of " + Kinds.showSize(bytes) + (accesses.isEmpty() ? "" : " and " + texts());
        }

        private String texts() {
            return accesses.stream().map(AccessPattern::text).collect(Collectors.joining(", "));
        }

        @Override
        public String toString() {
            return "the engine for objects of " + Kinds.showSize(bytes) + (accesses.isEmpty() ? "" : ", " + texts());
        }
    }
}
