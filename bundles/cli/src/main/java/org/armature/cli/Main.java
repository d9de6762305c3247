package org.armature.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.armature.cli.output.Terminal;
import org.armature.cli.verb.ObjectArgument;
import org.armature.client.StoreException;
import org.armature.config.schema.NearestName;
import org.armature.model.ErrorCode;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code bin/armature}: reads the command line, runs the verb, and ends with one of {@link ExitCode}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Streams streams = new Streams(
                System.in,
                new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                Terminal.isStandardOutput());
        int status = run(streams, Connections.REAL, arguments);
        streams.out().flush();
        System.exit(status);
    }

    static int run(Streams streams, Connections connections, String... arguments) {
        Armature armature = new Armature();
        CommandLine command = new CommandLine(armature);
        String verb = Stream.of(arguments)
                .filter(argument -> !argument.startsWith("-"))
                .findFirst()
                .orElse("");
        Verbs verbs = new Verbs(streams, connections);
        if (!verb.isEmpty() && !verbs.names().contains(verb)) {
            streams.err().println(unknown(verb, verbs));
            return ExitCode.USAGE;
        }
        verbs.addTo(command, verb);
        command.setExpandAtFiles(false) // @file is a value
                .setOut(writer(streams.out()))
                .setErr(writer(streams.err()))
                .setOptionsCaseInsensitive(false)
                .setUsageHelpWidth(110)
                .setParameterExceptionHandler((failure, given) -> tell(failure, streams.err()))
                .setExecutionExceptionHandler(
                        (failure, where, parsed) -> tell(failure, where, streams.err(), armature.isDebug()));
        return command.execute(arguments);
    }

    private static String unknown(String verb, Verbs verbs) {
        String nearest = NearestName.of(verb, verbs.names())
                .map(name -> "did you mean `armature " + name + "`? ")
                .orElse("");
        return "armature: there is no verb \"" + verb + "\"; " + nearest + "`armature help` lists them";
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    private static int tell(Exception failure, CommandLine where, PrintStream err, boolean debug) {
        err.println(Failures.text(failure) + misunderstanding(failure, where));
        if (debug) {
            failure.printStackTrace(err);
        }
        return Failures.exitCode(failure);
    }

    /** Whoever mistyped an option of a verb needs the one line, not all there is. */
    private static int tell(CommandLine.ParameterException failure, PrintStream err) {
        CommandLine where = failure.getCommandLine();
        err.println(failure.getMessage());
        PrintWriter suggestions = writer(err);
        CommandLine.UnmatchedArgumentException.printSuggestions(failure, suggestions);
        suggestions.flush();
        if (where.getParent() == null) {
            where.usage(err);
        } else {
            err.println("see " + where.getCommandSpec().qualifiedName() + " --help");
        }
        return ExitCode.USAGE;
    }

    /** A table that does not exist may be a key with a slash in it. */
    private static String misunderstanding(Exception failure, CommandLine where) {
        if (!(failure instanceof StoreException store) || store.code() != ErrorCode.NO_SUCH_TABLE) {
            return "";
        }
        return where.getCommandSpec().mixins().values().stream()
                .map(CommandSpec::userObject)
                .filter(ObjectArgument.class::isInstance)
                .map(object -> ((ObjectArgument) object).reading())
                .collect(Collectors.joining());
    }
}
