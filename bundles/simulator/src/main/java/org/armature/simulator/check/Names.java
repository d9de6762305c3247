package org.armature.simulator.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.armature.history.Attempt;
import org.armature.history.ObjectName;
import org.armature.model.Dot;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.model.RequestLog;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.model.VersionVector;

/**
 * What every dot ever minted means, by the name of its write; a dot means one value for ever. Deletions have no value to
 * tell their name, so a reader finds it by when and by whom they were written.
 */
final class Names {
    /**
     * A dot when it was first met.
     *
     * @param retry whether its coordinator knew that it was not the first attempt
     */
    record Minted(Dot dot, String name, int writesBefore, long at, boolean retry) {}

    /** A write whose coordinator reads for itself was given a dot: at that time it had replaced these. */
    record BlindWrite(long at, List<String> replaced) {}

    private record Deletion(ObjectName object, NodeId by, long atMillis) {}

    private final Map<RequestId, String> byRequest = new HashMap<>();
    private final Map<Dot, Minted> byDot = new HashMap<>();
    private final Map<ObjectName, List<Minted>> byObject = new HashMap<>();
    private final Map<Deletion, Set<String>> deletions = new HashMap<>();
    private final Map<RequestId, List<BlindWrite>> blind = new HashMap<>();
    private final Set<ObjectName> readTwice = new HashSet<>();
    private final Set<ObjectName> readTwiceFarApart = new HashSet<>();
    private final ExpiryWatch expiries;
    private final Set<String> unrecognised = new HashSet<>();
    private final LongSupplier now;
    private final Consumer<Violation> wrong;

    Names(LongSupplier now, ExpiryWatch expiries, Consumer<Violation> wrong) {
        this.now = now;
        this.expiries = expiries;
        this.wrong = wrong;
    }

    void asked(RequestId request, String name) {
        byRequest.putIfAbsent(request, name);
    }

    /** A write whose coordinator reads for itself what it replaces: a deletion without context, a put of what is new. */
    void askedBlind(RequestId request) {
        blind.computeIfAbsent(request, any -> new ArrayList<>());
    }

    String of(Version version) {
        return byRequest.getOrDefault(version.request(), "unknown request " + version.request());
    }

    /** A set with this version was met on a node. */
    void met(ObjectName object, Version version, VersionSet set) {
        String name = of(version);
        Minted known = byDot.get(version.dot());
        if (known != null) {
            if (!known.name().equals(name)) {
                wrong.accept(new Violation(
                        "I-9 DOT_REUSED", version.dot() + " of " + object + " means " + known.name() + " and " + name));
            }
            return;
        }
        List<Minted> before = byObject.computeIfAbsent(object, any -> new ArrayList<>());
        Minted minted = new Minted(version.dot(), name, before.size(), now.getAsLong(), isRetry(version, set));
        byDot.put(version.dot(), minted);
        expiries.met(object, version, name);
        if (version.isTombstone()) {
            deletions
                    .computeIfAbsent(
                            new Deletion(object, version.dot().actor().node(), version.writtenMillis()),
                            any -> new LinkedHashSet<>())
                    .add(name);
        }
        noteBlind(object, version, before, set);
        before.add(minted);
    }

    private void noteBlind(ObjectName object, Version version, List<Minted> before, VersionSet set) {
        List<BlindWrite> write = blind.get(version.request());
        if (write == null) {
            return;
        }
        write.add(new BlindWrite(now.getAsLong(), replaced(before, set)));
        if (write.size() > 1) {
            readTwice.add(object);
            if (before.size() - dotsOf(object, of(version)).get(0).writesBefore() > RequestLog.LIMIT) {
                readTwiceFarApart.add(object);
            }
        }
    }

    private static boolean isRetry(Version version, VersionSet set) {
        return set.requests().latestFirst().stream()
                .anyMatch(event -> event.dot().equals(version.dot()) && event.repeated());
    }

    /**
     * An owner holds this in the end. Where its vector covers another dot of a version's write, the version was replaced
     * under that one, unless the log knows that they are one; and it need not know the dots it may have forgotten.
     */
    void heldInTheEnd(ObjectName object, VersionSet set) {
        for (Version version : set.versions()) {
            String name = of(version);
            SortedSet<Dot> known = set.dotsOf(version.request());
            List<Minted> forgotten = dotsOf(object, name).stream()
                    .filter(minted -> set.seen().covers(minted.dot()) && !known.contains(minted.dot()))
                    .toList();
            if (!forgotten.isEmpty() && forgotten.stream().noneMatch(minted -> mustBeKnown(object, minted))) {
                unrecognised.add(name);
            }
        }
    }

    /** Retries are remembered for the whole window, unless there were too many writes with retries. */
    private boolean mustBeKnown(ObjectName object, Minted minted) {
        long later = byObject.get(object).stream()
                .filter(other -> other.retry() && other.writesBefore() > minted.writesBefore())
                .map(Minted::name)
                .distinct()
                .count();
        return minted.retry()
                && later < RequestLog.REPEATED_LIMIT
                && now.getAsLong() - minted.at() < TimeUnit.MILLISECONDS.toNanos(RequestLog.WINDOW_MILLIS);
    }

    /** Whether a version that some owner holds in the end may be one that was replaced under a dot long forgotten. */
    boolean mayBeUnrecognised(String name) {
        return unrecognised.contains(name);
    }

    private List<String> replaced(List<Minted> before, VersionSet set) {
        Set<String> deleted = new LinkedHashSet<>();
        Set<String> standing = new LinkedHashSet<>();
        set.versions().forEach(version -> standing.add(of(version)));
        for (Minted earlier : before) {
            if (set.seen().covers(earlier.dot()) && !standing.contains(earlier.name())) {
                deleted.add(earlier.name());
            }
        }
        return List.copyOf(deleted);
    }

    /** What a write whose coordinator read for itself had replaced, each time it was given a dot. */
    List<BlindWrite> writtenBlindly(RequestId request) {
        return blind.getOrDefault(request, List.of());
    }

    /** Whether some such write of this object was given a dot by more than one coordinator. */
    boolean hasBlindWriteReadTwice(ObjectName object) {
        return readTwice.contains(object);
    }

    /** The same, with more writes between the two than a record remembers: the second may then vanish after it replaced. */
    boolean hasBlindWriteReadTwiceFarApart(ObjectName object) {
        return readTwiceFarApart.contains(object);
    }

    /** The deletion a reader was shown; {@link Attempt#SOME_DELETION} if it may be several. */
    String deletion(ObjectName object, NodeId by, long atMillis) {
        Set<String> names = deletions.getOrDefault(new Deletion(object, by, atMillis), new LinkedHashSet<>());
        return names.size() == 1 ? names.iterator().next() : Attempt.SOME_DELETION;
    }

    /** All dots of one write, in the order in which they were met. */
    List<Minted> dotsOf(ObjectName object, String name) {
        return byObject.getOrDefault(object, List.of()).stream()
                .filter(minted -> minted.name().equals(name))
                .toList();
    }

    /** The write that a vector claims to have seen, if the dot was ever met. */
    Optional<String> meaning(Dot dot) {
        return Optional.ofNullable(byDot.get(dot)).map(Minted::name);
    }

    /** The names of all dots of an object that a vector covers. */
    Set<String> covered(ObjectName object, VersionVector vector) {
        Set<String> names = new LinkedHashSet<>();
        for (Minted minted : byObject.getOrDefault(object, List.of())) {
            if (vector.covers(minted.dot())) {
                names.add(minted.name());
            }
        }
        return names;
    }
}
