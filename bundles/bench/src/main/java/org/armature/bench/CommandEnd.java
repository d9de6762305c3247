package org.armature.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.armature.client.StoreException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** How the commands of the benchmark end. */
public final class CommandEnd {
    private CommandEnd() {}

    /** What the command does. */
    @FunctionalInterface
    public interface Run {
        /** @return whether everything held that it judges */
        boolean run() throws IOException, InterruptedException, TimeoutException, ExecutionException;
    }

    /**
     * Returns the exit status: 0 if everything held, 1 if not or if the run could not be carried out, which is then told.
     *
     * @throws ParameterException if its options are wrong
     */
    public static int of(CommandSpec spec, Run run) throws InterruptedException {
        try {
            return run.run() ? 0 : 1;
        } catch (InvalidOptions e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        } catch (BenchFailed | StoreException | IOException | TimeoutException e) {
            return failed(spec, e.getMessage());
        } catch (ExecutionException e) {
            return failed(spec, String.valueOf(e.getCause()));
        }
    }

    private static int failed(CommandSpec spec, String why) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(spec.qualifiedName() + ": " + why);
        err.flush();
        return 1;
    }
}
