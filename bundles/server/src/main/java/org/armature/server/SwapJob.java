package org.armature.server;

import java.nio.file.Path;
import java.util.Optional;
import org.armature.protocol.OperatorMessage.Amount;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskState;
import org.armature.runtime.engine.FileStamp;

/** An exchange of an engine that was ordered, or suggested by a jar that was dropped; as a task. Thread-safe. */
final class SwapJob {
    enum Stage {
        QUEUED(0, "waits for the one before"),
        CHECKING(0, "the jar is checked"),
        STARTING(1, "the bundle is started beside the one that runs"),
        WAITING(2, "waits for its turn"),
        QUIETING(3, "requests are led to other nodes"),
        EXCHANGING(4, "the engine is exchanged"),
        ENDING(5, "the bundle before is ended"),
        ENDED(6, "");

        private final int stepsDone;
        private final String words;

        Stage(int stepsDone, String words) {
            this.stepsDone = stepsDone;
            this.words = words;
        }
    }

    private static final int ALL = 1_000;
    private static final int STEPS = Stage.ENDED.stepsDone;

    private final String id;
    private final Path jar;
    private final boolean evenOlder;
    private final Optional<FileStamp> dropped;
    private String what;
    private Stage stage = Stage.QUEUED;
    private TaskState state = TaskState.RUNNING;
    private String cause = "";
    private boolean cancelled;
    private int done;

    /** @param dropped how the jar was found, if nobody ordered it */
    SwapJob(long number, Path jar, boolean evenOlder, Optional<FileStamp> dropped) {
        this.id = "e-" + number;
        this.jar = jar;
        this.evenOlder = evenOlder;
        this.dropped = dropped;
        this.what = "take engine jar " + name(jar);
    }

    static String name(Path jar) {
        return jar.getFileName().toString().replaceFirst("^\\.+", "");
    }

    String id() {
        return id;
    }

    Path jar() {
        return jar;
    }

    boolean evenOlder() {
        return evenOlder;
    }

    Optional<FileStamp> dropped() {
        return dropped;
    }

    synchronized void is(String more) {
        what = more;
    }

    synchronized void reach(Stage next) {
        stage = next;
        done = next.stepsDone;
        state = TaskState.RUNNING;
        cause = "";
    }

    synchronized void waitsFor(String why) {
        state = TaskState.WAITING;
        cause = why;
    }

    /** @return whether that is still possible: nothing was changed yet */
    synchronized boolean cancel() {
        cancelled |= stage.compareTo(Stage.QUIETING) < 0;
        return cancelled;
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    synchronized boolean hasEnded() {
        return state.hasEnded();
    }

    synchronized void end(TaskState how, String why) {
        stage = Stage.ENDED;
        done = how == TaskState.DONE ? STEPS : done;
        state = how;
        cause = why;
    }

    synchronized Task task() {
        return new Task(
                id,
                "engine",
                stage == Stage.ENDED ? what : what + ": " + stage.words,
                state,
                ALL * done / STEPS,
                new Amount(done, STEPS),
                new Amount(0, 0),
                0,
                Optional.empty(),
                cause);
    }
}
