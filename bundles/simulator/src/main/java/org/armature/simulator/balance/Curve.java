package org.armature.simulator.balance;

import java.util.List;
import org.armature.ring.Strategy;
import org.armature.simulator.balance.Layouts.Shape;

/**
 * One strategy in figure 8.
 *
 * @param places by metadata, ascending
 */
record Curve(Strategy strategy, List<Place> places) {
    Curve {
        places = List.copyOf(places);
    }

    /**
     * One size of its metadata.
     *
     * @param placement efficiencies of it, one for each run
     * @param load the same of requests asked of all owners
     */
    record Place(Shape shape, long tokens, long bytes, Samples placement, Samples load) {
        Place(Shape shape, long tokens, long bytes) {
            this(shape, tokens, bytes, new Samples(), new Samples());
        }

        void add(Loads loads) {
            placement.add(loads.placement().efficiency());
            load.add(loads.allOwners().efficiency());
        }
    }

    Chart.Series series() {
        return new Chart.Series(
                Labels.of(strategy),
                places.stream()
                        .map(place ->
                                new Chart.Point(place.bytes(), place.load().mean()))
                        .toList());
    }
}
