package org.armature.cli.verb;

import java.time.Duration;
import org.armature.cli.CommandFailed;
import org.armature.cli.Streams;
import org.armature.client.AdminClient;
import org.armature.protocol.OperatorMessage.Task;
import picocli.CommandLine.Option;

/** How long a verb stays to see done what it has begun on a node. */
final class FollowOption {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    @Option(
            names = "--limit",
            paramLabel = "TIME",
            converter = ValidityConverter.class,
            description = "How long this command stays to see it done on each node, up to 30d. Default: 1d.")
    private Duration limit = Duration.ofDays(1);

    /**
     * @return the task as it ended
     * @throws CommandFailed if that takes longer, or the task is not known any more
     */
    Task follow(AdminClient admin, Task begun, Streams streams, OutputOption output) throws InterruptedException {
        TaskWatch watch = new TaskWatch(streams, output.isJson(), LOOK_EVERY, limit);
        return watch.follow(() -> TaskText.one(admin.tasks(), begun)).get(0);
    }
}
