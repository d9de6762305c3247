package org.armature.cli.verb;

import java.util.concurrent.Callable;
import org.armature.cli.Connections;
import org.armature.cli.ExitCode;
import org.armature.cli.Streams;
import org.armature.cli.address.ObjectPath;
import org.armature.client.AdminClient;
import org.armature.client.Receipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows what became of a delete. */
@Command(
        name = "receipt",
        description =
                "Shows what became of a delete on each owner of its object: whether it came there, and when the last"
                        + " trace of it was removed.",
        footer = {
            "",
            "  armature delete shop/cart/alice --receipt    prints the id",
            "",
            "Ends with 0 if nothing of it is left on any owner, with 1 as long as that is not known of all. Nodes remember",
            "what they removed as long as reaping.journal-size lasts. See docs/reaping.md."
        })
public final class ReceiptVerb implements Callable<Integer> {
    private final Streams streams;
    private final Connections connections;

    @Parameters(
            index = "0",
            paramLabel = "ID",
            converter = ReceiptConverter.class,
            description = "As delete --receipt has printed it.")
    private Receipt receipt;

    @Mixin
    private AdminOptions node;

    @Mixin
    private OutputOption output;

    public ReceiptVerb(Streams streams, Connections connections) {
        this.streams = streams;
        this.connections = connections;
    }

    @Override
    public Integer call() {
        try (AdminClient admin = connections.admin(node.address(), node.timeoutOr(AdminOptions.ASKING))) {
            ReceiptText text = new ReceiptText(
                    new ObjectPath(receipt.table(), receipt.key()),
                    admin.receipt(receipt).holdings());
            output.print(streams, text.json(), text.lines());
            return text.isComplete() ? ExitCode.OK : ExitCode.FAILED;
        }
    }
}
