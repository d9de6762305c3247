package org.armature.cli.verb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.armature.cli.CommandFailed;
import org.armature.cli.Connections;
import org.armature.cli.ExitCode;
import org.armature.cli.Streams;
import org.armature.client.AdminClient;
import org.armature.config.InstanceConfig;
import org.armature.config.Surroundings;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.TableName;
import org.armature.protocol.ConfigMessage.AppliedConfig;
import org.armature.protocol.ConfigMessage.ConfigDeleteData;
import org.armature.protocol.ConfigMessage.ConfigOrder;
import org.armature.protocol.ConfigMessage.ConfigPush;
import org.armature.protocol.ConfigMessage.ConfigReload;
import org.armature.protocol.ConfigMessage.ConfigReply;
import org.armature.protocol.ConfigMessage.ConfigRollback;
import org.armature.protocol.ConfigMessage.NodeConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Follows and changes the files of instances on nodes that run. */
@Command(
        name = "config",
        description = "Shows what a node runs by and what its files want, and changes the files of nodes that run.",
        footer = {
            "",
            "  armature config status            what the node runs by, since when, and what is wrong with its files",
            "  armature config diff              from what it runs by to what its files want, key by key",
            "  armature config diff --nodes      what members run by differently",
            "  armature config history           the configurations it ran by, and who or what had them taken",
            "  armature config reload [--all]    reads the files now instead of within seconds",
            "  armature config rollback NUMBER   puts the files of an earlier configuration back and takes them",
            "  armature config delete-data INSTANCE/TABLE --for-good [--all]",
            "                                    deletes what a table that is served no more has stored",
            "  armature config push FILE [--all] sends one file of an instance; --all to all members, if none refuses it",
            "",
            "A file that is wrong changes nothing. Ends with 1 if something was refused or not done, and with 5 if that is not",
            "known of a node. See docs/live-configuration.md."
        })
public final class ConfigVerb extends AdminVerb {
    /** What can be done about the configuration. */
    enum Deed {
        status,
        diff,
        history,
        reload,
        rollback,
        push,
        delete_data {
            @Override
            public String toString() {
                return "delete-data";
            }
        }
    }

    private static final Duration ORDER = Duration.ofSeconds(30);

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DEED",
            description = "${COMPLETION-CANDIDATES}. Default: status.")
    private Deed deed = Deed.status;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NUMBER|FILE|TABLE",
            description = "With rollback a configuration, as the history numbers it; with push a file, NAME.conf; with"
                    + " delete-data a table, INSTANCE/TABLE.")
    private Optional<String> argument = Optional.empty();

    @Option(names = "--nodes", description = "With diff: compare what members run by.")
    private boolean nodes;

    @Option(names = "--all", description = "With reload, push and delete-data: on all members.")
    private boolean all;

    @Option(
            names = "--adopt-data",
            paramLabel = "INSTANCE/TABLE",
            description = "With reload: this new table takes over the objects an earlier one of its name has left.")
    private Optional<String> adopt = Optional.empty();

    @Option(
            names = "--for-good",
            description = "With delete-data: the objects of that table are lost, and that is meant.")
    private boolean forGood;

    public ConfigVerb(Streams streams, Connections connections) {
        super(streams, connections);
    }

    @Override
    public Integer call() {
        boolean takesArgument = deed == Deed.rollback || deed == Deed.push || deed == Deed.delete_data;
        require(!nodes || deed == Deed.diff, "--nodes goes with `armature config diff`");
        require(
                !all || deed == Deed.reload || deed == Deed.push || deed == Deed.delete_data,
                "--all goes with reload, push and delete-data");
        require(
                forGood == (deed == Deed.delete_data),
                forGood ? "--for-good goes with delete-data" : "objects that are deleted are lost: say --for-good");
        require(adopt.isEmpty() || deed == Deed.reload, "--adopt-data goes with `armature config reload`");
        require(
                takesArgument == argument.isPresent(),
                takesArgument
                        ? deed + " what? "
                                + (deed == Deed.push ? "Name a file" : "`armature config history` lists numbers")
                        : deed + " takes nothing more, and not " + argument.orElse(""));
        boolean isOrder = takesArgument || deed == Deed.reload;
        Optional<ConfigOrder> order = isOrder ? Optional.of(order()) : Optional.empty();
        Duration timeout = isOrder || nodes ? ORDER : Duration.ofSeconds(5);
        try (AdminClient admin = admin(timeout)) {
            return switch (deed) {
                case status -> status(admin.config(false));
                case diff -> nodes ? differences(admin.config(true)) : changes(admin.config(false));
                case history -> history(admin.configHistory());
                case reload, rollback, push, delete_data -> done(order.orElseThrow(), admin);
            };
        }
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    private ConfigOrder order() {
        return switch (deed) {
            case reload -> new ConfigReload(all, adopt.map(this::table));
            case delete_data -> new ConfigDeleteData(table(argument.orElseThrow()), all);
            case rollback -> new ConfigRollback(number(argument.orElseThrow()));
            default -> push(Path.of(argument.orElseThrow()));
        };
    }

    private long number(String text) {
        require(text.matches("[1-9][0-9]{0,17}"), "a configuration is a number from 1, and not \"" + text + "\"");
        return Long.parseLong(text);
    }

    private TableName table(String text) {
        int slash = text.indexOf('/');
        String instance = slash < 0 ? InstanceConfig.DEFAULT_NAME : text.substring(0, slash);
        try {
            return new TableName(instance, text.substring(slash + 1));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), text + ": " + e.getMessage());
        }
    }

    /** What the node would say of the file it says here, before anything is sent. */
    private ConfigOrder push(Path file) {
        require(Files.isRegularFile(file), "there is no file " + file);
        try {
            byte[] content = Files.readAllBytes(file);
            InstanceConfig.parse(file, content, Surroundings.ofProcess());
            return new ConfigPush(file.getFileName().toString(), Bytes.wrap(content), all);
        } catch (IOException e) {
            throw new CommandFailed(ErrorCode.CONFIG_INVALID, file + " can't be read: " + e + ". Nothing was sent.");
        }
    }

    private int status(ConfigReply reply) {
        NodeConfiguration only = reply.nodes().get(0);
        output.print(streams, ConfigText.json(reply.nodes()), ConfigText.status(only));
        return only.problems().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private int changes(ConfigReply reply) {
        NodeConfiguration only = reply.nodes().get(0);
        output.print(streams, ConfigText.json(reply.nodes()), ConfigText.changes(only));
        return only.problems().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private int differences(ConfigReply reply) {
        output.print(streams, ConfigText.differencesJson(reply.nodes()), ConfigText.differences(reply.nodes()));
        return ExitCode.OK;
    }

    private int history(List<AppliedConfig> applied) {
        output.print(streams, ConfigText.historyJson(applied), ConfigText.history(applied));
        return ExitCode.OK;
    }

    private int done(ConfigOrder order, AdminClient admin) {
        ConfigReply reply = admin.config(order);
        output.print(streams, ConfigText.json(reply.nodes()), ConfigText.done(order, reply.nodes()));
        boolean unknown = reply.nodes().stream().anyMatch(one -> !one.answered() && !one.down());
        boolean refused = reply.nodes().stream()
                .anyMatch(one -> one.answered() && !one.problems().isEmpty());
        return refused ? ExitCode.FAILED : unknown ? ExitCode.UNKNOWN : ExitCode.OK;
    }
}
