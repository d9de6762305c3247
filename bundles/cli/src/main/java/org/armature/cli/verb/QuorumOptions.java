package org.armature.cli.verb;

import org.armature.client.ReadOptions;
import org.armature.client.WriteOptions;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which replicas count, for reads and writes alike. */
final class QuorumOptions {
    private static final class Kind {
        @Option(
                names = "--strict",
                description = "Only the object's owners count. It fails if too few of them can be reached.")
        private boolean strict;

        @Option(
                names = "--sloppy",
                description = "Nodes that stand in for owners count too. Default: as the table says.")
        private boolean sloppy;
    }

    @ArgGroup
    private Kind kind = new Kind();

    @Option(
            names = "--confirmed",
            description = {
                "Strict, and of a read: W owners hold what is shown before it is shown.",
                "Of a write, where the last one wins: R owners are asked for the latest timestamp first."
            })
    private boolean confirmed;

    ReadOptions over(ReadOptions options) {
        ReadOptions counted = kind.strict ? options.strict() : kind.sloppy ? options.sloppy() : options;
        return confirmed ? counted.confirmed() : counted;
    }

    WriteOptions over(WriteOptions options) {
        WriteOptions counted = kind.strict ? options.strict() : kind.sloppy ? options.sloppy() : options;
        return confirmed ? counted.confirmed() : counted;
    }
}
