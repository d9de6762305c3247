package org.armature.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.CausalPast;
import org.armature.model.Dot;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.RequestLog;
import org.armature.model.TableName;
import org.armature.model.VersionVector;
import org.armature.protocol.internal.wire.Wire;
import org.junit.jupiter.api.Test;

final class ContextSealerTest {
    private static final TableName CART = Samples.CART;
    private static final Key ALICE = Samples.KEY;
    private static final CausalPast SEEN = new CausalPast(
            VersionVector.of(Map.of(
                    Samples.ACTOR_A, new VersionVector.Entry(3, 1_700_000_000_000L),
                    Samples.ACTOR_B, new VersionVector.Entry(1, 1_700_000_000_001L))),
            RequestLog.of(List.of(new RequestLog.Event(Samples.REQUEST, new Dot(Samples.ACTOR_A, 3), 5, true))));

    private final ContextSealer sealer = new ContextSealer(List.of(key(1, 1)));
    private final CausalContext context = sealer.seal(CART, ALICE, SEEN, Optional.empty());

    @Test
    void whatWasSealedOpensForItsTableAndKey() throws ProtocolException {
        CausalPast opened = sealer.open(CART, ALICE, context);
        assertEquals(SEEN, opened);
        assertEquals(SEEN.vector().entries(), opened.vector().entries());
        assertEquals(opened, sealer.open(CART, ALICE, CausalContext.parse(context.toString())));
        for (long seed = 0; seed < 500; seed++) {
            CausalPast seen = RandomSets.set(new Random(seed)).past();
            assertEquals(
                    seen, sealer.open(CART, ALICE, sealer.seal(CART, ALICE, seen, Optional.empty())), "seed " + seed);
        }
    }

    @Test
    void whoHasSeenNothingCarriesNothing() throws ProtocolException {
        assertTrue(
                sealer.seal(CART, ALICE, CausalPast.NOTHING, Optional.empty()).isNone());
        assertTrue(sealer.open(CART, ALICE, CausalContext.NONE).isNothing());
    }

    @Test
    void aContextMovedToAnotherKeyOrTableIsRefused() {
        refuses("made for another key than shop/cart/bob", sealer, CART, Key.utf8("bob"), context);
        refuses("made for another key", sealer, new TableName("shop", "orders"), ALICE, context);
        refuses("made for another key", sealer, new TableName("shopc", "art"), ALICE, context);
        refuses("made for another key", sealer, new TableName("shop", "car"), Key.utf8("talice"), context);
    }

    @Test
    void anInflatedContextIsRefused() throws Exception {
        Wire.ContextPart part = part(context);
        byte[] inflated =
                ContextVectorCodec.encode(CausalPast.of(SEEN.vector().with(new Dot(Samples.ACTOR_A, 1_000_000), 0)));
        CausalContext forged =
                token(part.toBuilder().setVector(ByteString.copyFrom(inflated)).build());
        refuses("or was altered", sealer, CART, ALICE, forged);
    }

    @Test
    void aContextOfAnotherClusterIsRefusedAsSuch() {
        ContextSealer foreign = new ContextSealer(List.of(key(1, 2)));
        refuses("comes from another cluster", foreign, CART, ALICE, context);
        ContextSealer otherNumber = new ContextSealer(List.of(key(2, 1)));
        refuses("sealed with key 1", otherNumber, CART, ALICE, context);
    }

    @Test
    void everyCutContextIsToldToBeCut() {
        byte[] token = context.token().toArray();
        for (int length = 1; length < token.length; length++) {
            refuses("cut or damaged", sealer, CART, ALICE, of(Arrays.copyOf(token, length)));
        }
    }

    @Test
    void everyFlippedBitOfAContextIsNoticed() {
        byte[] token = context.token().toArray();
        for (int bit = 0; bit < token.length * 8; bit++) {
            byte[] flipped = token.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            refuses("", sealer, CART, ALICE, of(flipped));
        }
    }

    @Test
    void aContextOfAnotherFormatIsToldSo() {
        byte[] token = context.token().toArray();
        token[0] = 9;
        refuses("has format 9, this node reads format 1", sealer, CART, ALICE, of(token));
    }

    @Test
    void afterAChangeOfKeysOldContextsStillOpenAndNewOnesUseTheNewKey() throws Exception {
        ContextSealer rotated = new ContextSealer(List.of(key(2, 9), key(1, 1)));
        assertEquals(SEEN, rotated.open(CART, ALICE, context));
        assertEquals(2, part(rotated.seal(CART, ALICE, SEEN, Optional.empty())).getKeyId());
        refuses("sealed with key 2", sealer, CART, ALICE, rotated.seal(CART, ALICE, SEEN, Optional.empty()));
    }

    @Test
    void theContextsOfSeveralReplicasTogetherHaveSeenWhatAllHave() throws Exception {
        CausalPast other = CausalPast.of(VersionVector.EMPTY.with(new Dot(Samples.ACTOR_A, 8), 5));
        CausalContext both = token(part(context), part(sealer.seal(CART, ALICE, other, Optional.empty())));
        assertEquals(SEEN.merge(other), sealer.open(CART, ALICE, both));
        CausalContext oneMoved =
                token(part(context), part(sealer.seal(CART, Key.utf8("bob"), other, Optional.empty())));
        refuses("made for another key", sealer, CART, ALICE, oneMoved);
        Wire.ContextPart[] seventeen = new Wire.ContextPart[17];
        Arrays.fill(seventeen, part(context));
        refuses("it has 17 parts", sealer, CART, ALICE, token(seventeen));
    }

    @Test
    void theHintOfTheFastestNodeChangesNothing() throws Exception {
        Wire.Context hinted = Wire.Context.newBuilder()
                .addParts(part(context))
                .setFastest("b")
                .build();
        assertEquals(SEEN, sealer.open(CART, ALICE, token(hinted)));
    }

    @Test
    void aClusterHasAtLeastOneKeyAndNoTwoOfOneNumber() {
        assertThrows(IllegalArgumentException.class, () -> new ContextSealer(List.of()));
        assertThrows(IllegalArgumentException.class, () -> new ContextSealer(List.of(key(1, 1), key(1, 2))));
    }

    @Test
    void noErrorShowsASecret() {
        assertFalse(key(1, 0x5a).toString().contains("5a5a"));
    }

    private static ClusterKey key(int id, int fill) {
        byte[] secret = new byte[ClusterKey.SECRET_BYTES];
        Arrays.fill(secret, (byte) fill);
        return new ClusterKey(id, Bytes.wrap(secret));
    }

    private static Wire.ContextPart part(CausalContext context) throws Exception {
        byte[] token = context.token().shared();
        return Wire.Context.parseFrom(Arrays.copyOfRange(token, 1, token.length))
                .getParts(0);
    }

    private static CausalContext token(Wire.ContextPart... parts) throws Exception {
        return token(Wire.Context.newBuilder().addAllParts(Arrays.asList(parts)).build());
    }

    private static CausalContext token(Wire.Context context) throws Exception {
        ByteArrayOutputStream token = new ByteArrayOutputStream();
        token.write(1);
        context.writeTo(token);
        return of(token.toByteArray());
    }

    private static CausalContext of(byte[] token) {
        return new CausalContext(Bytes.wrap(token));
    }

    private static void refuses(
            String expected, ContextSealer sealer, TableName table, Key key, CausalContext context) {
        ProtocolException refusal = assertThrows(ProtocolException.class, () -> sealer.open(table, key, context));
        assertEquals(ErrorCode.CONTEXT_INVALID, refusal.code());
        assertTrue(refusal.getMessage().contains(expected), refusal.getMessage());
    }
}
