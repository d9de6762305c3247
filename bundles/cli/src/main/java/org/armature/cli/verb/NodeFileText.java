package org.armature.cli.verb;

import org.armature.config.Address;
import org.armature.ring.Member;

/** The file of a node, for a member as the cluster knows it. */
final class NodeFileText {
    private NodeFileText() {}

    /** @param madeBy the verb */
    static String of(Member member, String madeBy) {
        Address peers = Address.parse(member.peerAddress()).orElseThrow();
        Address clients = Address.parse(member.clientAddress()).orElseThrow();
        String text = """
                # Node %1$s, as %8$s made it. Every setting is explained in docs/configuration.md.
                node {
                  id = %1$s
                  host = "%2$s"
                  zone = "%3$s"
                  weight = %4$d
                }
                listen {
                  peers = "%5$s"
                  clients = "%6$s"
                  admin = "127.0.0.1:%7$d"
                }
                """.formatted(
                        member.node(),
                        member.host(),
                        member.zone(),
                        member.weight(),
                        peers,
                        clients,
                        adminPort(peers, clients),
                        madeBy);
        return isProtected(member) ? text : text + """
                        # Other machines can reach these listeners, and nothing protects them yet: whoever does, reads and
                        # writes everything. The node starts when you accept that by true.
                        insecure = false
                        """;
    }

    /** Where the file puts the listener for operators. */
    static Address admin(Member member) {
        return new Address(
                "127.0.0.1",
                adminPort(
                        Address.parse(member.peerAddress()).orElseThrow(),
                        Address.parse(member.clientAddress()).orElseThrow()));
    }

    /** Whether only its own machine reaches it. */
    static boolean isProtected(Member member) {
        return Address.parse(member.peerAddress()).orElseThrow().isLoopback()
                && Address.parse(member.clientAddress()).orElseThrow().isLoopback();
    }

    private static int adminPort(Address peers, Address clients) {
        int highest = Math.max(peers.port(), clients.port());
        return highest < 65_535 ? highest + 1 : Math.min(peers.port(), clients.port()) - 1;
    }
}
