package org.armature.demo.prompt;

import java.io.IOException;
import org.armature.client.ArmatureClient;
import org.armature.client.ClientBuilder;
import org.armature.demo.cluster.LocalCluster;
import org.armature.demo.screen.Screen;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Lets a person try the cluster until they have seen enough. */
public final class Prompt {
    private static final String TEXT = "armature> ";

    private final LocalCluster cluster;
    private final Screen screen;

    public Prompt(LocalCluster cluster, Screen screen) {
        this.cluster = cluster;
        this.screen = screen;
    }

    /** Returns when the person has left: by {@code exit}, Ctrl-C or Ctrl-D. */
    public void run() throws IOException, InterruptedException {
        ClientBuilder builder = ArmatureClient.builder();
        cluster.clients().forEach(builder::node);
        try (ArmatureClient client = builder.build();
                Terminal terminal = TerminalBuilder.builder().system(true).build()) {
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .completer(new StringsCompleter(Commands.WORDS))
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true) // values hold exclamation marks
                    .build();
            Commands commands = new Commands(new Session(client, screen), new Operator(cluster, screen), screen);
            screen.line("");
            screen.line("The cluster is yours. Try:");
            screen.line(Commands.HELP);
            String line = read(reader);
            while (line != null && commands.run(line)) {
                line = read(reader);
            }
        }
    }

    /** Null when the person leaves. */
    private static String read(LineReader reader) {
        try {
            return reader.readLine(TEXT);
        } catch (UserInterruptException | EndOfFileException leaving) {
            return null;
        }
    }
}
