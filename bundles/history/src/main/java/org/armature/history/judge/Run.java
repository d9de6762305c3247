package org.armature.history.judge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.history.Attempt;
import org.armature.history.Fact;
import org.armature.history.Fact.NodeEvent;
import org.armature.history.ObjectName;

/** What is known of a run as a whole, and of each of its objects. */
final class Run {
    private static final Fact.Table UNKNOWN_TABLE = new Fact.Table(0, "", 0, Fact.Reconcile.SIBLINGS, true, 0, 0);

    private final Map<ObjectName, ObjectHistory> objects = new HashMap<>();
    private final Map<String, Home> homes = new HashMap<>();
    private final Map<String, Fact.Table> tables = new HashMap<>();
    private final List<Noted> nodeEvents = new ArrayList<>();
    private final SortedMap<String, Long> faults = new TreeMap<>();
    private Optional<Fact.Settled> settled = Optional.empty();
    private long number;
    private boolean wiped;
    private boolean hasCopies;
    private boolean hasStored;

    /** Where a value was written, and by which request. */
    private record Home(ObjectName object, String request) {}

    /** @throws IllegalArgumentException if an object's value was written by another request before */
    void see(Fact fact) {
        number++;
        if (fact instanceof Attempt attempt) {
            seeAttempt(attempt);
        } else if (fact instanceof Fact.Stored stored) {
            hasStored = true;
            object(stored.object()).tell(number, stored);
        } else if (fact instanceof Fact.Copy copy) {
            hasCopies = true;
            object(copy.object()).add(copy);
        } else if (fact instanceof Fact.HintCreated hint) {
            object(hint.object()).tell(number, hint);
        } else if (fact instanceof Fact.HintApplied hint) {
            object(hint.object()).tell(number, hint);
        } else if (fact instanceof Fact.HintDeleted hint) {
            object(hint.object()).tell(number, hint);
        } else if (fact instanceof Fact.Reaped reaped) {
            object(reaped.object()).tell(number, reaped);
        } else if (fact instanceof NodeEvent event) {
            nodeEvents.add(new Noted(number, event));
            wiped |= event.what() == NodeEvent.What.WIPED;
        } else if (fact instanceof Fact.Table table) {
            tables.put(table.name(), table);
        } else if (fact instanceof Fact.Settled rest) {
            settled = Optional.of(rest);
        } else if (fact instanceof Fact.Fault fault) {
            faults.merge(fault.kind(), 1L, Long::sum);
        }
    }

    private void seeAttempt(Attempt attempt) {
        if (attempt.isWrite()) {
            String value = attempt.asked().value();
            Home home = new Home(attempt.object(), attempt.asked().request());
            Home first = homes.putIfAbsent(value, home);
            if (first != null && !first.equals(home)) {
                throw new IllegalArgumentException("value " + value + " of " + home.object() + " by request "
                        + home.request() + " was written to " + first.object() + " by request " + first.request()
                        + " before; values must be unlike each other, or they can't be told apart");
            }
        }
        ObjectHistory object = object(attempt.object());
        object.add(attempt);
        if (attempt.isOk() && !attempt.answer().holders().isEmpty()) {
            object.tell(number, attempt);
        }
    }

    private ObjectHistory object(ObjectName name) {
        return objects.computeIfAbsent(name, any -> new ObjectHistory());
    }

    /** In the order in which they were noted; none if nobody tried anything with the object. */
    List<Attempt> attempts(ObjectName name) {
        return objects.getOrDefault(name, new ObjectHistory()).attempts();
    }

    /** In order of name. */
    SortedMap<ObjectName, ObjectHistory> objects() {
        return new TreeMap<>(objects);
    }

    /** Where a value was written, if anywhere. */
    Optional<ObjectName> homeOf(String value) {
        return Optional.ofNullable(homes.get(value)).map(Home::object);
    }

    Fact.Table table(String name) {
        return tables.getOrDefault(name, UNKNOWN_TABLE);
    }

    /** In order; each is a {@link NodeEvent}. */
    List<Noted> nodeEvents() {
        return Collections.unmodifiableList(nodeEvents);
    }

    /** Whether any node lost all it stored. */
    boolean hasWipes() {
        return wiped;
    }

    boolean isSettled() {
        return settled.isPresent();
    }

    /** Since when the cluster is at rest; never, if it is not. */
    long restTime() {
        return settled.map(Fact.Settled::time).orElse(Fact.NEVER);
    }

    boolean hasCopies() {
        return hasCopies;
    }

    /** Whether it was noted what nodes stored, and when. */
    boolean hasStored() {
        return hasStored;
    }

    SortedMap<String, Long> faults() {
        return Collections.unmodifiableSortedMap(faults);
    }
}
