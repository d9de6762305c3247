package org.armature.storage.testkit;

import static org.armature.storage.testkit.Samples.CART;
import static org.armature.storage.testkit.Samples.key;
import static org.armature.storage.testkit.Samples.value;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.armature.storage.Durability;
import org.armature.storage.Environment;
import org.armature.storage.EnvironmentSettings;
import org.armature.storage.Mutation;
import org.armature.storage.StoreId;

/**
 * The process that {@link KillTheme} kills: writes for ever and says so on its standard output, which is a pipe and so
 * outlives it. One line for each acknowledged batch, after the acknowledgement.
 */
public final class KilledWriter {
    static final int THREADS = 4;
    static final int SLOTS = 200;
    static final int VALUE_BYTES = 1_024;
    static final String ACKNOWLEDGED = "acknowledged";
    static final String DROPPED = "dropped";
    static final String FAILED = "failed";

    private KilledWriter() {}

    /**
     * Arguments: class of the engine under test, directory, {@code write} or {@code drop}, and durabilities, of which
     * the writers take one each in turn.
     */
    public static void main(String[] arguments) throws Exception {
        EngineUnderTest subject = Class.forName(arguments[0])
                .asSubclass(EngineUnderTest.class)
                .getDeclaredConstructor()
                .newInstance();
        List<Durability> durabilities =
                Arrays.stream(arguments).skip(3).map(Durability::valueOf).toList();
        Environment environment =
                subject.engine().open(new EnvironmentSettings("shop", Path.of(arguments[1]), subject.options()));
        PrintStream says = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        if (arguments[2].equals("drop")) {
            drop(environment, durabilities.get(0), says);
        }
        for (int thread = 0; thread < THREADS; thread++) {
            int number = thread;
            Durability durability = durabilities.get(thread % durabilities.size());
            new Thread(() -> write(environment, durability, number, says), "writer-" + thread).start();
        }
    }

    /** The store of a writer, of which it writes two with every batch. */
    static StoreId store(String table, int thread) {
        return new StoreId(table, thread);
    }

    private static void write(Environment environment, Durability durability, int thread, PrintStream says) {
        try {
            for (long n = 0; ; n++) {
                byte[] value = value(n, VALUE_BYTES);
                environment.write(
                        List.of(
                                Mutation.put(store("left", thread), key(n % SLOTS), value),
                                Mutation.put(store("right", thread), key(n % SLOTS), value)),
                        durability);
                says.println(ACKNOWLEDGED + " " + thread + " " + n);
            }
        } catch (RuntimeException e) {
            says.println(FAILED + " " + e);
        }
    }

    private static void drop(Environment environment, Durability durability, PrintStream says) {
        for (int i = 0; i < 100; i++) {
            environment.write(List.of(Mutation.put(CART, key(i), value(i, VALUE_BYTES))), durability);
        }
        environment.store(CART).drop();
        says.println(DROPPED);
    }
}
