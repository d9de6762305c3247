package org.armature.history.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.armature.history.Fact;
import org.junit.jupiter.api.Test;

/** The zones against the definition: try every order. */
class RegisterOrderTest {
    private static final int HISTORIES = 20_000;

    /** A write, or a read of what that write wrote. */
    private record Operation(boolean write, String value, long start, long end) {}

    @Test
    void anOrderIsFoundExactlyIfThereIsOne() {
        int linearizable = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            List<Operation> history = history(new SplittableRandom(seed));
            boolean expected = hasOrder(history, RegisterOrder.NOTHING);
            assertEquals(expected, order(history).conflict().isEmpty(), "seed " + seed + ": " + history);
            linearizable += expected ? 1 : 0;
        }
        assertTrue(linearizable > HISTORIES / 10 && linearizable < HISTORIES * 9 / 10, "of both: " + linearizable);
    }

    /** One to six operations with few different times, so that many overlap and many touch. */
    private static List<Operation> history(SplittableRandom random) {
        int writes = 1 + random.nextInt(3);
        List<Operation> history = new ArrayList<>();
        List<String> read = new ArrayList<>();
        for (int reads = random.nextInt(4); reads > 0; reads--) {
            int value = random.nextInt(writes + 1);
            read.add(value == writes ? RegisterOrder.NOTHING : "v" + value);
            history.add(operation(false, read.get(read.size() - 1), random));
        }
        for (int i = 0; i < writes; i++) {
            Operation write = operation(true, "v" + i, random);
            boolean unknown = random.nextInt(4) == 0 && read.contains(write.value());
            history.add(unknown ? new Operation(true, write.value(), write.start(), Fact.NEVER) : write);
        }
        return history;
    }

    private static Operation operation(boolean write, String value, SplittableRandom random) {
        long start = random.nextInt(12);
        return new Operation(write, value, start, start + random.nextInt(6));
    }

    private static RegisterOrder order(List<Operation> history) {
        RegisterOrder order = new RegisterOrder();
        history.stream().filter(Operation::write).forEach(each -> order.wrote(each.value(), each.start(), each.end()));
        history.stream()
                .filter(each -> !each.write())
                .forEach(each -> order.read(each.value(), each.start(), each.end()));
        return order;
    }

    /** Takes any operation first that none of the others precedes. */
    private static boolean hasOrder(List<Operation> left, String value) {
        if (left.isEmpty()) {
            return true;
        }
        for (Operation first : left) {
            boolean possible = left.stream().noneMatch(other -> other.end() < first.start());
            if (possible && (first.write() || first.value().equals(value))) {
                List<Operation> rest = new ArrayList<>(left);
                rest.remove(first);
                if (hasOrder(rest, first.value())) {
                    return true;
                }
            }
        }
        return false;
    }
}
