package org.armature.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.armature.model.Bytes;
import org.armature.model.NodeId;
import org.armature.protocol.Grant;
import org.armature.protocol.MemberInfo;
import org.armature.protocol.Removal;
import org.armature.ring.Member;
import org.armature.ring.Progress;
import org.armature.ring.RingState;
import org.junit.jupiter.api.Test;

/** Merging is commutative, associative and idempotent: in whatever order and however often things are told. */
final class MergeLawsTest {
    private static final long WALL = 1_700_000_000_000L;

    /** What may be told, in any order. */
    private static List<Consumer<Knowledge>> things(Random random) {
        RingState founding = founding();
        List<Consumer<Knowledge>> things = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Member member = TestCluster.member("n" + random.nextInt(4), 7_000 + random.nextInt(2));
            MemberInfo info = OneMachine.info(member, 1 + random.nextInt(3), random.nextInt(3));
            MemberInfo told = onlyOneOf(info);
            things.add(knowledge -> knowledge.merge(told));
        }
        for (int i = 0; i < 8; i++) {
            String node = "x" + random.nextInt(2);
            Bytes secret = Bytes.utf8(node + random.nextInt(3));
            long epoch = 1L + Math.floorMod(secret.hashCode(), 3);
            Grant grant = numbered(Grant.issued(new NodeId(node), Grant.digestOf(secret), WALL, epoch));
            Grant told = random.nextBoolean() ? grant : redeemed(grant, random);
            things.add(knowledge -> knowledge.merge(told, WALL));
        }
        for (int i = 0; i < 6; i++) {
            Removal removal = new Removal(new NodeId("x" + random.nextInt(2)), 1 + random.nextInt(4));
            things.add(knowledge -> knowledge.merge(removal));
        }
        for (int i = 0; i < 10; i++) {
            int move = random.nextInt(100);
            Progress progress = random.nextBoolean()
                    ? Progress.none(1).withMoved(3, move)
                    : Progress.none(1).withReturned(2, move).announcing(1);
            things.add(knowledge -> knowledge.merge(progress));
        }
        things.add(knowledge ->
                knowledge.merge(Progress.none(founding.changeEpoch() + 1).withMoved(3, 1)));
        return things;
    }

    /** Some of one epoch differ in number, others in id only. */
    private static Grant numbered(Grant grant) {
        return grant.id().charAt(0) < '8' ? grant.inPlaceOf(grant) : grant;
    }

    /** A node says one thing under one stamp. */
    private static MemberInfo onlyOneOf(MemberInfo info) {
        Member member = TestCluster.member(info.node().name(), (int) (7_000 + info.start() % 2));
        return OneMachine.info(member, info.start(), info.version());
    }

    private static Grant redeemed(Grant grant, Random random) {
        return grant.redeemedBy(new Grant.Redemption(
                random.nextInt(2),
                WALL - random.nextInt(2),
                TestCluster.member(grant.node().name(), 7_100)));
    }

    private static RingState founding() {
        return RingState.founding(OneMachine.ring(3));
    }

    private static Knowledge told(List<Consumer<Knowledge>> things) {
        Knowledge knowledge = new Knowledge(founding());
        things.forEach(thing -> thing.accept(knowledge));
        return knowledge;
    }

    private static List<Object> all(Knowledge knowledge) {
        return List.of(
                knowledge.state(),
                knowledge.progress(),
                List.copyOf(knowledge.infos().values()),
                List.copyOf(knowledge.grants().values()),
                List.copyOf(knowledge.removals().values()));
    }

    @Test
    void inWhateverOrderAndHoweverOftenTheSameIsToldTheSameIsKnown() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            List<Consumer<Knowledge>> things = things(random);
            Knowledge once = told(things);
            List<Consumer<Knowledge>> often = new ArrayList<>(things);
            often.addAll(things);
            Collections.shuffle(often, random);
            Knowledge again = told(often);
            assertEquals(all(once), all(again), "seed " + seed);
            assertEquals(once.root(), again.root(), "seed " + seed);
            things.forEach(thing -> thing.accept(once));
            assertEquals(once.root(), again.root(), "seed " + seed);
        }
    }

    @Test
    void hashesFollowEachChange() {
        for (long seed = 0; seed < 200; seed++) {
            Knowledge knowledge = new Knowledge(founding());
            for (Consumer<Knowledge> thing : things(new Random(seed))) {
                List<Object> before = all(knowledge);
                long root = knowledge.root();
                thing.accept(knowledge);
                assertEquals(before.equals(all(knowledge)), root == knowledge.root(), "seed " + seed);
            }
        }
    }

    @Test
    void progressThatDiffersByOneMoveHasAnotherHash() {
        Progress none = Progress.none(4);
        List<Long> hashes = new ArrayList<>();
        for (int move = 0; move < 3_000; move++) {
            hashes.add(Buckets.hash(none.withMoved(3, move)));
            hashes.add(Buckets.hash(none.withMoved(2, move)));
            hashes.add(Buckets.hash(none.withReturned(3, move)));
        }
        assertEquals(hashes.size(), hashes.stream().distinct().count());
    }
}
