package org.armature.runtime;

import java.util.List;

/**
 * Runs one node in the foreground: {@code Launcher [--etc DIR] [--data DIR] [--engines DIR]}, with the distribution's directory in the
 * system property {@code armature.home}.
 *
 * <p>Exit status: 143 after SIGTERM (128 + 15, as the shell has it), 0 when the framework was stopped from inside, 1
 * when the node could not start or a bundle called {@link FatalReport}; then standard error says why, and the log file
 * has the details. Every stop lets the bundles finish within {@link LaunchSettings#stopLimit}.
 */
public final class Launcher {
    private Launcher() {}

    public static void main(String[] arguments) throws InterruptedException {
        Ending ending = run(List.of(arguments));
        if (!ending.message().isEmpty()) {
            System.err.println(ending.message());
        }
        System.exit(ending.status());
    }

    private static Ending run(List<String> arguments) throws InterruptedException {
        try {
            LaunchSettings settings = LaunchSettings.from(arguments, System.getProperties());
            DirectoryLock lock = DirectoryLock.acquire(settings.data());
            Logging.begin(settings);
            return new NodeProcess(settings, lock).run();
        } catch (StartFailure failure) {
            return Ending.failed(failure.getMessage());
        }
    }
}
