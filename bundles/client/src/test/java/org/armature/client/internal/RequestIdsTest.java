package org.armature.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.armature.model.RequestId;
import org.junit.jupiter.api.Test;

class RequestIdsTest {
    @Test
    void noTwoWritesOfOneOrTwoClientsShareAName() {
        RequestIds one = new RequestIds(new SecureRandom());
        RequestIds other = new RequestIds(new SecureRandom());
        Set<RequestId> names = new HashSet<>();
        Stream.of(one, other).forEach(ids -> IntStream.range(0, 50_000).forEach(i -> names.add(ids.next())));
        assertEquals(100_000, names.size());
    }

    @Test
    void allBitsVary() {
        RequestIds ids = new RequestIds(new SecureRandom());
        RequestId first = ids.next();
        long high = 0;
        long low = 0;
        for (int i = 0; i < 200; i++) {
            RequestId next = ids.next();
            high |= next.high() ^ first.high();
            low |= next.low() ^ first.low();
        }
        assertEquals(-1, high);
        assertEquals(-1, low);
    }

    @Test
    void threadsDrawDifferentNames() {
        RequestIds ids = new RequestIds(new SecureRandom());
        long names = IntStream.range(0, 40_000)
                .parallel()
                .mapToObj(i -> ids.next())
                .distinct()
                .count();
        assertTrue(names == 40_000, names + " names");
    }
}
