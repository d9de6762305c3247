package org.armature.config;

import java.util.List;
import org.armature.config.schema.Kinds;
import org.armature.storage.Durability;
import org.armature.storage.EngineChoice;

/** How a table asks for its storage engine: by name, or by what it is going to hold. */
public sealed interface EngineSelection {

    /** The engine that serves, of those that are there. */
    EngineChoice from(Durability durability, List<EngineChoice.Candidate> present);

    record Named(String engine) implements EngineSelection {
        @Override
        public EngineChoice from(Durability durability, List<EngineChoice.Candidate> present) {
            return EngineChoice.byName(engine, present);
        }

        @Override
        public String toString() {
            return "engine " + engine;
        }
    }

    /** @param bytes size of a typical object */
    record ForObjectsOf(long bytes) implements EngineSelection {
        @Override
        public EngineChoice from(Durability durability, List<EngineChoice.Candidate> present) {
            return EngineChoice.byObjectSize(bytes, durability, present);
        }

        @Override
        public String toString() {
            return "the engine for objects of " + Kinds.showSize(bytes);
        }
    }
}
