package org.armature.cli.output;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a person is at the other end. */
public final class Terminal {
    private Terminal() {}

    /** Whether standard output is a terminal. */
    public static boolean isStandardOutput() {
        return is(1);
    }

    /** Whether standard input is a terminal. */
    public static boolean isStandardInput() {
        return is(0);
    }

    /** Java tells only about input and output together, and newer versions say yes to neither; Linux tells of each. */
    private static boolean is(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        try {
            if (Files.isSymbolicLink(link)) {
                String target = Files.readSymbolicLink(link).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
            }
        } catch (IOException e) {
            return consoleIsTerminal(); // not allowed to look
        }
        return consoleIsTerminal();
    }

    /** Up to Java 21 there is no console unless input and output are terminals; since then it says so itself. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean consoleIsTerminal() {
        Console console = System.console();
        if (console == null || Runtime.version().feature() < 22) {
            return console != null;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Java 22 and later can tell", e);
        }
    }
}
