package org.armature.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.armature.model.Dot;
import org.armature.model.RequestId;
import org.armature.model.RequestLog;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.model.VersionVector;
import org.junit.jupiter.api.Test;

class RecordDigestTest {
    @Test
    void isEqualExactlyForSetsThatAgree() {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            List<VersionSet> replicas = RandomSets.replicas(random);
            VersionSet one = replicas.get(0);
            VersionSet other = random.nextBoolean() ? replicas.get(1) : one.merge(replicas.get(1));
            assertEquals(one.agreesWith(other), RecordDigest.of(one).equals(RecordDigest.of(other)), "round " + round);
        }
    }

    @Test
    void doesNotDependOnReplacedWritesInTheLog() {
        RequestLog.Event old = new RequestLog.Event(new RequestId(9, 9), new Dot(Samples.ACTOR_A, 1), 5, false);
        VersionSet plain = replacedOnce(RequestLog.EMPTY);
        VersionSet remembering = replacedOnce(RequestLog.EMPTY.with(old));
        assertNotEquals(plain, remembering);
        assertEquals(RecordDigest.of(plain), RecordDigest.of(remembering));
    }

    @Test
    void tellsTwoDotsOfOneWriteFromOne() {
        VersionSet both = replacedOnce(
                RequestLog.EMPTY.with(new RequestLog.Event(Samples.REQUEST, new Dot(Samples.ACTOR_A, 1), 5, false)));
        assertNotEquals(RecordDigest.of(replacedOnce(RequestLog.EMPTY)), RecordDigest.of(both));
    }

    private static VersionSet replacedOnce(RequestLog log) {
        VersionVector seen = VersionVector.EMPTY.with(new Dot(Samples.ACTOR_A, 2), 6);
        Version version = new Version(new Dot(Samples.ACTOR_A, 2), Samples.REQUEST, 6, Optional.of(Samples.VALUE));
        return VersionSet.of(List.of(version), seen, log);
    }
}
