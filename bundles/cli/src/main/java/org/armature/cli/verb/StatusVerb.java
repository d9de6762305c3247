package org.armature.cli.verb;

import java.util.ArrayList;
import java.util.List;
import org.armature.cli.Connections;
import org.armature.cli.ExitCode;
import org.armature.cli.Streams;
import org.armature.cli.output.Json;
import org.armature.cli.output.TextTable;
import org.armature.client.AdminClient;
import org.armature.demo.screen.Figures;
import org.armature.protocol.Message.MemberState;
import org.armature.protocol.Message.PeerStatus;
import org.armature.protocol.Message.StatusReply;
import org.armature.protocol.Message.TableStatus;
import picocli.CommandLine.Command;

/** Shows how one node stands. */
@Command(name = "status", description = "Shows a node: its peers, its tables, and what it warns of.")
public final class StatusVerb extends AdminVerb {
    public StatusVerb(Streams streams, Connections connections) {
        super(streams, connections);
    }

    @Override
    public Integer call() {
        StatusReply status;
        try (AdminClient admin = admin()) {
            status = admin.status();
        }
        output.print(streams, json(status), lines(status));
        return ExitCode.OK;
    }

    private static List<String> lines(StatusReply status) {
        List<String> lines = new ArrayList<>();
        lines.add("node " + status.node() + "  " + status.state()
                + (status.member() == MemberState.MEMBER ? "" : "  " + RingText.name(status.member())) + "  cluster "
                + status.clusterName() + "  ring " + status.ringEpoch() + "  " + status.software());
        RingText.change(status.progress()).ifPresent(lines::add);
        if (!status.peers().isEmpty()) {
            TextTable peers = new TextTable("PEER", "ADDRESS", "STATE", "MEMBER");
            status.peers()
                    .forEach(peer -> peers.row(
                            peer.node(),
                            peer.address(),
                            peer.isReachable() ? peer.state() : "DOWN",
                            RingText.name(peer.member())));
            lines.add("");
            lines.addAll(peers.lines());
        }
        if (!status.tables().isEmpty()) {
            TextTable tables = new TextTable("TABLE", ">N", ">R", ">W", "ENGINE", ">ENTRIES", ">BYTES", "STATE");
            for (TableStatus table : status.tables()) {
                tables.row(
                        table.table(),
                        table.n(),
                        table.r(),
                        table.w(),
                        table.engine(),
                        Figures.count(table.entries()),
                        Figures.bytes(table.bytes()),
                        table.problem().isEmpty() ? "served" : table.problem());
            }
            lines.add("");
            lines.addAll(tables.lines());
        }
        if (!status.warnings().isEmpty()) {
            lines.add("");
            status.warnings().forEach(warning -> lines.add("warning: " + warning));
        }
        return lines;
    }

    private static Json json(StatusReply status) {
        return new Json()
                .with("node", status.node())
                .with("state", status.state())
                .with("clusterName", status.clusterName())
                .with("clusterId", status.clusterId())
                .with("incarnation", Long.toHexString(status.incarnation()))
                .with("software", status.software())
                .with("member", RingText.name(status.member()))
                .with("ringEpoch", status.ringEpoch())
                .with("change", RingText.json(status.progress()))
                .with("peers", status.peers().stream().map(StatusVerb::json).toList())
                .with("tables", status.tables().stream().map(StatusVerb::json).toList())
                .with("warnings", status.warnings())
                .with("figures", status.figures());
    }

    private static Json json(PeerStatus peer) {
        return new Json()
                .with("node", peer.node())
                .with("address", peer.address())
                .with("up", peer.isReachable())
                .with("state", peer.state())
                .with("member", RingText.name(peer.member()));
    }

    private static Json json(TableStatus table) {
        return new Json()
                .with("table", table.table())
                .with("n", table.n())
                .with("r", table.r())
                .with("w", table.w())
                .with("engine", table.engine())
                .with("entries", table.entries())
                .with("bytes", table.bytes())
                .with("problem", table.problem());
    }
}
