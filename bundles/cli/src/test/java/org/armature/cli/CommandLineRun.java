package org.armature.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A run of the command in this process: what it printed and how it ended. */
final class CommandLineRun {
    final int status;
    final byte[] raw;
    final String out;
    final String err;

    private CommandLineRun(int status, byte[] raw, String err) {
        this.status = status;
        this.raw = raw;
        this.out = text(raw);
        this.err = err;
    }

    static CommandLineRun onTerminal(FakeStore store, String... arguments) {
        return run(store, true, new byte[0], arguments);
    }

    static CommandLineRun inPipe(FakeStore store, String... arguments) {
        return run(store, false, new byte[0], arguments);
    }

    static CommandLineRun run(FakeStore store, boolean terminal, byte[] input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams streams = new Streams(
                new ByteArrayInputStream(input),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal);
        int status = Main.run(streams, store, arguments);
        streams.out().flush();
        return new CommandLineRun(status, out.toByteArray(), text(err.toByteArray()));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
