package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Optional;
import org.armature.membership.Access;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Hello;
import org.armature.protocol.Message.Outcome;
import org.armature.protocol.Message.Role;
import org.junit.jupiter.api.Test;

class GreetingsTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId GONE = new NodeId("gone");
    private static final Hello.Layout LAYOUT = new Hello.Layout(16, 3);
    private static final Message WELCOME = new Message.Welcome(1, "here", N1, 42, 43, "armature/1");

    private final PeerIdentities identities = new PeerIdentities(1_000, () -> 0);
    private final Greetings greetings = greetings(N1, 42, 43);

    private Greetings greetings(NodeId node, long incarnation, long process) {
        PeerIdentities.Identity identity = new PeerIdentities.Identity(incarnation, process);
        return new Greetings(
                new Greetings.Introduction("here", node, identity, LAYOUT, "armature/1"),
                new Acquaintance() {
                    @Override
                    public Access access(NodeId peer) {
                        return peer.equals(GONE)
                                ? Access.RING
                                : List.of(N1, N2).contains(peer) ? Access.ALL : Access.NONE;
                    }

                    @Override
                    public String objection(NodeId peer) {
                        return peer + " is no member at ring epoch 3";
                    }
                },
                identities);
    }

    private static Hello peer(NodeId name) {
        return peer(name, LAYOUT);
    }

    private static Hello peer(NodeId name, Hello.Layout layout) {
        return new Hello(
                1,
                1,
                Role.PEER,
                Optional.of("here"),
                Optional.of(name),
                7,
                8,
                Optional.of(N1),
                Optional.of(layout),
                "armature/1");
    }

    private static Hello client() {
        return new Hello(1, 1, Role.CLIENT, Optional.empty(), "client");
    }

    private Message answer(Role listener, Hello hello) {
        return greetings.greeter(listener).apply(hello);
    }

    private void refused(ErrorCode code, String message, Role listener, Hello hello) {
        assertEquals(new Message.Failure(code, Outcome.REJECTED, message), answer(listener, hello));
    }

    @Test
    void aMemberIsWelcomeAndToldWhoAnswers() {
        assertEquals(WELCOME, answer(Role.PEER, peer(N2)));
    }

    @Test
    void whatThisNodeSaysOfItselfIsWelcomeAtItsPeers() {
        Greetings other = greetings(N2, 1, 2);

        assertEquals(WELCOME, answer(Role.PEER, other.hello()));
    }

    @Test
    void aClientNeedsToKnowNothing() {
        assertEquals(WELCOME, answer(Role.CLIENT, client()));
    }

    @Test
    void aRangeOfVersionsThatHoldsOursIsFine() {
        assertEquals(WELCOME, answer(Role.CLIENT, new Hello(1, 9, Role.CLIENT, Optional.empty(), "newer")));
    }

    @Test
    void withoutACommonVersionNothingElseMatters() {
        refused(
                ErrorCode.PROTOCOL_MISMATCH,
                "n1 speaks protocol version 1, and you speak 2 to 3: update n1 first",
                Role.PEER,
                new Hello(2, 3, Role.CLIENT, Optional.of("there"), "newer"));
    }

    @Test
    void aMachineThatJoinsAndSpeaksANewerProtocolIsToldBeforeItsTokenIsUsed() {
        refused(
                ErrorCode.PROTOCOL_MISMATCH,
                "n1 speaks protocol version 1, and you speak 2 to 2: update n1 first",
                Role.PEER,
                new Hello(2, 2, Role.JOINER, Optional.of("here"), "newer"));
        assertEquals(WELCOME, answer(Role.PEER, new Hello(1, 2, Role.JOINER, Optional.of("here"), "newer")));
    }

    @Test
    void aPeerMadeWithAnotherQOrStrategyIsToldSoWhetherItIsAMemberOrNot() {
        for (NodeId name : List.of(N2, new NodeId("n3"), GONE)) {
            refused(
                    ErrorCode.RING_DIFFERS,
                    "node " + name + " was made with 32 partitions and strategy 3, this cluster with 16 and strategy 3:"
                            + " both are for ever. To take part it joins with empty directories (armature grant " + name
                            + " on a member, armature join on its machine)",
                    Role.PEER,
                    peer(name, new Hello.Layout(32, 3)));
            assertInstanceOf(Message.Failure.class, answer(Role.PEER, peer(name, new Hello.Layout(16, 1))));
        }
    }

    @Test
    void eachListenerTakesItsOwnRole() {
        refused(ErrorCode.NOT_ALLOWED_HERE, "this listener of n1 is for PEER, and you are CLIENT", Role.PEER, client());
        refused(ErrorCode.NOT_ALLOWED_HERE, "this listener of n1 is for ADMIN, and you are PEER", Role.ADMIN, peer(N2));
    }

    @Test
    void aPeerOfAnotherClusterIsRefused() {
        refused(
                ErrorCode.FOREIGN_CLUSTER,
                "n1 belongs to cluster here, and you to there",
                Role.PEER,
                new Hello(
                        1,
                        1,
                        Role.PEER,
                        Optional.of("there"),
                        Optional.of(N2),
                        7,
                        8,
                        Optional.of(N1),
                        Optional.of(LAYOUT),
                        "armature/1"));
    }

    @Test
    void aClientOfAnotherClusterIsRefusedToo() {
        refused(
                ErrorCode.FOREIGN_CLUSTER,
                "n1 belongs to cluster here, and you to there",
                Role.CLIENT,
                new Hello(1, 1, Role.CLIENT, Optional.of("there"), "client"));
    }

    @Test
    void whoeverExpectsAnotherNodeIsTold() {
        refused(
                ErrorCode.WRONG_NODE,
                "this is n1, and you expect n2",
                Role.PEER,
                new Hello(
                        1,
                        1,
                        Role.PEER,
                        Optional.of("here"),
                        Optional.of(N2),
                        7,
                        8,
                        Optional.of(N2),
                        Optional.of(LAYOUT),
                        "armature/1"));
    }

    @Test
    void aNodeThatIsGoneIsGreetedToHearOfItAndIsNotTakenForAPeer() {
        assertEquals(WELCOME, answer(Role.PEER, peer(GONE)));
        assertEquals(Optional.empty(), identities.admit(GONE, new PeerIdentities.Identity(70, 80)));
        assertEquals(WELCOME, answer(Role.PEER, peer(GONE)), "whichever process it is");
    }

    @Test
    void aPeerUnderThisNodesNameIsRefused() {
        refused(
                ErrorCode.DUPLICATE_NODE,
                "you say you are n1, which is this node: two nodes run under one name",
                Role.PEER,
                peer(N1));
    }

    @Test
    void aPeerThatIsNoMemberIsRefused() {
        refused(ErrorCode.WRONG_NODE, "n3 is no member at ring epoch 3", Role.PEER, peer(new NodeId("n3")));
    }

    @Test
    void aPeerWithoutANameOrAClusterIsRefused() {
        String message = "a peer names its cluster and itself";
        refused(
                ErrorCode.BAD_REQUEST,
                message,
                Role.PEER,
                new Hello(
                        1,
                        1,
                        Role.PEER,
                        Optional.empty(),
                        Optional.of(N2),
                        7,
                        8,
                        Optional.of(N1),
                        Optional.of(LAYOUT),
                        "armature/1"));
        refused(
                ErrorCode.BAD_REQUEST,
                message,
                Role.PEER,
                new Hello(
                        1,
                        1,
                        Role.PEER,
                        Optional.of("here"),
                        Optional.empty(),
                        7,
                        8,
                        Optional.of(N1),
                        Optional.of(LAYOUT),
                        "armature/1"));
    }

    @Test
    void aSecondProcessUnderTheNameOfALivingPeerIsRefusedAndToldWhatIsKnown() {
        PeerIdentities.Identity first = new PeerIdentities.Identity(0x99, 1);
        identities.linked(N2, first);

        refused(
                ErrorCode.DUPLICATE_NODE,
                "n1 knows n2 as a process of incarnation 99 heard of 0 ms ago, and you are another process, of"
                        + " incarnation 7",
                Role.PEER,
                peer(N2));
    }
}
