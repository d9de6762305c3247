package org.armature.server;

import java.util.Optional;

/**
 * Which engine keeps a table that was moved between engines, or is being moved, whatever its configuration says.
 *
 * @param serving the engine that serves it
 * @param mirrored the other engine, by name, which is given every write too
 */
record Placement(String serving, Optional<Beside> mirrored) {
    record Beside(String engine, Mirror mirror) {}

    static Placement alone(String serving) {
        return new Placement(serving, Optional.empty());
    }

    static Placement of(String serving, String other, Mirror mirror) {
        return new Placement(serving, Optional.of(new Beside(other, mirror)));
    }

    Optional<Mirror> mirror() {
        return mirrored.map(Beside::mirror);
    }
}
