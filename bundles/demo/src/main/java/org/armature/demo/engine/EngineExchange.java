package org.armature.demo.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.armature.client.AdminClient;
import org.armature.demo.cluster.LocalNode;
import org.armature.protocol.EngineMessage.Engine;
import org.armature.protocol.EngineMessage.Exchange;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskState;

/** Has a running node of this machine take a newer jar of an engine, as {@code armature engine swap} does. */
public final class EngineExchange {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final LocalNode node;
    private final AdminClient operator;
    private final String engine;

    /** @param operator of that node */
    public EngineExchange(LocalNode node, AdminClient operator, String engine) {
        this.node = node;
        this.operator = operator;
        this.engine = engine;
    }

    /**
     * Returns when the newer one serves.
     *
     * @return as the node tells of it
     * @throws IOException if the node goes on with the one before, with the reason
     * @throws TimeoutException if it is not over after five minutes
     */
    public Exchange run(Path jar) throws IOException, InterruptedException, TimeoutException {
        String name = "." + jar.getFileName();
        Path half = node.engines().resolve(name + ".part");
        Files.copy(jar, half, StandardCopyOption.REPLACE_EXISTING);
        Files.move(half, node.engines().resolve(name), StandardCopyOption.ATOMIC_MOVE);
        Task begun = operator.swapEngine(name, false);
        Task end =
                Follow.until(LIMIT, () -> "task " + begun.id() + " on " + node.name(), () -> operator.tasks().stream()
                        .filter(task ->
                                task.id().equals(begun.id()) && task.state().hasEnded())
                        .findFirst());
        Optional<Exchange> last = last();
        if (end.state() != TaskState.DONE || last.filter(Exchange::done).isEmpty()) {
            throw new IOException(node.name() + " did not take " + jar.getFileName() + " (" + end.state() + "): "
                    + (end.cause().isEmpty() ? last.map(Exchange::text).orElse("no reason given") : end.cause()));
        }
        return last.get();
    }

    private Optional<Exchange> last() {
        return operator.engines().engines().stream()
                .filter(each -> each.name().equals(engine))
                .findFirst()
                .flatMap(Engine::last);
    }
}
