package org.armature.simulator.check;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.armature.history.ObjectName;
import org.armature.model.RequestId;
import org.armature.model.TableName;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.protocol.Message.WriteWish;
import org.armature.simulator.disk.StoreName;
import org.armature.simulator.node.SimulatedNode;
import org.armature.storage.StoreKind;

/**
 * A conditional put that was given a dot stands alone in its coordinator's copy: what stood there it was allowed to replace.
 * So no two succeed from the same state at one coordinator, for the second would stand beside the first. Where the last
 * write wins, every write stands alone, and nothing can be told.
 */
final class ConditionWatch {
    private final Names names;
    private final Predicate<TableName> keepsSiblings;
    private final Consumer<Violation> wrong;
    private final Set<RequestId> conditional = new HashSet<>();
    private long minted;

    ConditionWatch(Names names, Predicate<TableName> keepsSiblings, Consumer<Violation> wrong) {
        this.names = names;
        this.keepsSiblings = keepsSiblings;
        this.wrong = wrong;
    }

    /** A client is about to write this. */
    void asked(RequestId request, WriteWish wish) {
        if (wish.isConditional()) {
            conditional.add(request);
        }
    }

    /** Before what is new in it is told to {@link Names}: by a dot that nobody has met, its coordinator is known. */
    void stored(SimulatedNode node, StoreName store, ObjectName object, VersionSet before, VersionSet after) {
        for (Version version : after.versions()) {
            if (conditional.contains(version.request()) && isMinted(version, before)) {
                minted++;
                judge(node, store, object, version, after);
            }
        }
    }

    /** What enters anew gets another dot as well, in place of its own. */
    private boolean isMinted(Version version, VersionSet before) {
        return names.meaning(version.dot()).isEmpty()
                && before.versions().stream().noneMatch(old -> old.request().equals(version.request()));
    }

    private void judge(SimulatedNode node, StoreName store, ObjectName object, Version version, VersionSet after) {
        if (store.kind() == StoreKind.HINTS) {
            wrong.accept(new Violation(
                    "CONDITION JUDGED_BY_FALLBACK",
                    node + " has coordinated the conditional write " + names.of(version) + " of " + object
                            + ", which it does not own"));
        } else if (keepsSiblings.test(store.table()) && after.versions().size() > 1) {
            wrong.accept(new Violation(
                    "CONDITION DID_NOT_HOLD",
                    node + " has stored the conditional write " + names.of(version) + " of " + object + " beside "
                            + after.versions().stream().map(names::of).toList()));
        }
    }

    /** How many were given a dot. */
    long minted() {
        return minted;
    }
}
