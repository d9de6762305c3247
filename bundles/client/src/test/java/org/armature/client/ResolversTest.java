package org.armature.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.armature.model.NodeId;
import org.junit.jupiter.api.Test;

class ResolversTest {
    private static final TypedSibling<Long> SEVEN = sibling(Optional.of(7L), 100, "n1");
    private static final TypedSibling<Long> NINE = sibling(Optional.of(9L), 50, "n2");
    private static final TypedSibling<Long> DELETED = sibling(Optional.empty(), 200, "n1");
    private static final TypedSibling<Long> EXPIRED = new TypedSibling<>(
            Optional.empty(), Instant.ofEpochMilli(300), new NodeId("n1"), Optional.of(Instant.EPOCH));

    private static TypedSibling<Long> sibling(Optional<Long> value, long millis, String node) {
        return new TypedSibling<>(value, Instant.ofEpochMilli(millis), new NodeId(node), Optional.empty());
    }

    private static void gives(Optional<Long> expected, Resolver<Long> resolver, List<TypedSibling<Long>> siblings) {
        List<TypedSibling<Long>> backwards = new ArrayList<>(siblings);
        Collections.reverse(backwards);
        assertEquals(expected, resolver.resolve(siblings));
        assertEquals(expected, resolver.resolve(backwards), "backwards");
    }

    @Test
    void mergingKeepsAValueBesideADeletion() {
        Resolver<Long> greatest = Resolvers.merging(Math::max);
        gives(Optional.of(9L), greatest, List.of(SEVEN, NINE, DELETED));
        gives(Optional.of(7L), greatest, List.of(SEVEN, DELETED, EXPIRED));
    }

    @Test
    void theLastWriteWinsBeItADeletionOrExpired() {
        gives(Optional.of(7L), Resolvers.lastWriteWins(), List.of(SEVEN, NINE));
        gives(Optional.empty(), Resolvers.lastWriteWins(), List.of(SEVEN, NINE, DELETED));
        gives(Optional.empty(), Resolvers.lastWriteWins(), List.of(SEVEN, EXPIRED));
        TypedSibling<Long> sameTime = sibling(Optional.of(8L), 100, "n2");
        gives(Optional.of(8L), Resolvers.lastWriteWins(), List.of(SEVEN, sameTime));
    }

    @Test
    void deletesWinOverAllButWhatHasExpiredIsNoDelete() {
        Resolver<Long> resolver = Resolvers.deletesWin(Resolvers.merging(Math::max));
        gives(Optional.empty(), resolver, List.of(SEVEN, NINE, DELETED));
        gives(Optional.of(9L), resolver, List.of(SEVEN, NINE));
        gives(Optional.of(9L), resolver, List.of(NINE, EXPIRED));
    }

    @Test
    void whatAResolverLeavesToTheCallerIsLeft() {
        assertThrows(Resolver.Unresolved.class, () -> Resolvers.throwing().resolve(List.of()));
        Resolver<Long> onlyDeletes = Resolvers.deletesWin(Resolvers.throwing());
        gives(Optional.empty(), onlyDeletes, List.of(SEVEN, DELETED));
        assertThrows(Resolver.Unresolved.class, () -> onlyDeletes.resolve(List.of(SEVEN, NINE)));
    }
}
