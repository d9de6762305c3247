package org.armature.cli.verb;

import java.util.List;
import org.armature.demo.process.NodePorts;
import org.armature.model.TableName;
import org.armature.protocol.Message.StatusReply;
import org.armature.protocol.Message.TableStatus;

/** Commands to go on with once a node has started: they find it, wherever its data is. */
final class NextSteps {
    private NextSteps() {}

    /**
     * @param elsewhere whether commands have to be told where the node is
     * @param shell options that lead to its directories; empty, or with a space before them
     */
    static List<String> lines(StatusReply status, NodePorts ports, boolean elsewhere, String shell) {
        String node = elsewhere ? "--node " + ports.client() + " " : "";
        String admin = elsewhere ? " --node " + ports.admin() : "";
        String object = status.tables().stream()
                .map(TableStatus::table)
                .findFirst()
                .map(NextSteps::example)
                .orElse("TABLE/KEY");
        return List.of(
                "Next:",
                "  armature put " + node + object + " 'hello'",
                "  armature get " + node + object,
                "  armature status" + admin,
                "  armature stop" + shell);
    }

    private static String example(TableName table) {
        String prefix = table.instance().equals("default") ? table.table() : table.toString();
        return prefix + "/greeting";
    }
}
