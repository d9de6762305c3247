package org.armature.node;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.armature.model.NodeId;
import org.armature.model.TableName;

/** Which stores of a shard have hints for whom, as far as is known, and which are to be looked through. */
final class HintPlaces {
    record Place(TableName table, int partition) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::table).thenComparingInt(Place::partition);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    /** For whom; empty if the store was not looked through yet. */
    private final Map<Place, Optional<SortedSet<NodeId>>> owners = new TreeMap<>();

    private final Set<Place> due = new LinkedHashSet<>();

    /** It may have hints for anyone. */
    void found(Place place) {
        owners.put(place, Optional.empty());
        due.add(place);
    }

    /** It could not be looked through. */
    void unknown(Place place) {
        owners.put(place, Optional.empty());
    }

    /** Of tables that are served no more; what their stores have stays there. */
    void forget(Predicate<TableName> gone) {
        owners.keySet().removeIf(place -> gone.test(place.table()));
        due.removeIf(place -> gone.test(place.table()));
    }

    boolean knows(Place place) {
        return owners.containsKey(place);
    }

    void kept(Place place, NodeId owner) {
        owners.computeIfAbsent(place, added -> Optional.of(new TreeSet<>())).ifPresent(known -> known.add(owner));
    }

    /** Wants every store looked through that may have hints for one of these. */
    void lookThroughFor(Predicate<NodeId> wanted) {
        owners.forEach((place, known) -> {
            if (known.isEmpty() || known.get().stream().anyMatch(wanted)) {
                due.add(place);
            }
        });
    }

    boolean anyIsDue() {
        return !due.isEmpty();
    }

    Optional<Place> nextDue() {
        Optional<Place> next = due.stream().findFirst();
        next.ifPresent(due::remove);
        return next;
    }

    /** A look through the whole store begins: what is kept from now on adds to what it finds. */
    void begin(Place place) {
        owners.put(place, Optional.of(new TreeSet<>()));
    }

    /** Forgets a store that was looked through and had nothing. */
    void endOf(Place place) {
        if (owners.get(place).filter(SortedSet::isEmpty).isPresent()) {
            owners.remove(place);
        }
    }
}
