package org.armature.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Gathers what is wrong with several things, so that the user learns everything at once. */
public final class Mistakes {
    private final List<String> found = new ArrayList<>();

    /** What was made, or empty with the mistake noted. */
    public <T> Optional<T> check(Supplier<T> make) {
        try {
            return Optional.of(make.get());
        } catch (InvalidOptions e) {
            found.add(e.getMessage());
            return Optional.empty();
        }
    }

    public void add(String mistake) {
        found.add(mistake);
    }

    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidOptions(found);
        }
    }
}
