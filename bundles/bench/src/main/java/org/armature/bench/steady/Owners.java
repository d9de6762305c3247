package org.armature.bench.steady;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.armature.bench.SeededObjects;
import org.armature.client.AdminClient;
import org.armature.client.StoreException;
import org.armature.model.Bytes;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.TableName;

/**
 * Asks the owners of a key, one by one, whether they hold it. Who owns it is asked before and after: an owner that lacks it
 * counts only if it was one all the time. Repairs nothing. Thread-safe.
 */
public final class Owners {
    private static final int TRIES = 5;

    private final int n;
    private final Function<Key, List<NodeId>> preferenceList;
    private final BiPredicate<NodeId, Key> holds;

    /**
     * @param n how many of a preference list are owners
     * @param preferenceList as a member knows it
     * @param holds whether a node itself has the key
     */
    Owners(int n, Function<Key, List<NodeId>> preferenceList, BiPredicate<NodeId, Key> holds) {
        this.n = n;
        this.preferenceList = preferenceList;
        this.holds = holds;
    }

    /** @param member that is asked who the owners are; one that stays */
    public static Owners of(Operators operators, String member, TableName table, int n) {
        AdminClient asked = operators.of(member);
        return new Owners(
                n,
                key -> asked.ring(table, key).preferenceList(),
                (node, key) ->
                        operators.of(node.name()).rawGet(table, key).record().isPresent());
    }

    public Copies copies(int number) {
        Key key = new Key(Bytes.wrap(SeededObjects.key(number)));
        try {
            for (int i = 0; i < TRIES; i++) {
                List<NodeId> owners = owners(key);
                if (owners.size() == n && owners.stream().allMatch(owner -> holds.test(owner, key))) {
                    return Copies.ALL;
                }
                if (owners.equals(owners(key))) {
                    return Copies.TOO_FEW;
                }
            }
            return Copies.UNKNOWN;
        } catch (StoreException | NoSuchElementException gone) {
            return Copies.UNKNOWN;
        }
    }

    private List<NodeId> owners(Key key) {
        List<NodeId> list = preferenceList.apply(key);
        return list.subList(0, Math.min(n, list.size()));
    }
}
