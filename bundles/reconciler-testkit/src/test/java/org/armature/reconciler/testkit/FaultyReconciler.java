package org.armature.reconciler.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.armature.reconciler.Reconciler;
import org.armature.reconciler.Sibling;
import org.armature.reconciler.UnfitValue;

/** The union of capital letters, with one fault or none. */
final class FaultyReconciler implements Reconciler {
    private static int made;

    private final Optional<Fault> fault;
    private final int number = ++made;

    FaultyReconciler(Optional<Fault> fault) {
        this.fault = fault;
    }

    private boolean has(Fault asked) {
        return fault.equals(Optional.of(asked));
    }

    @Override
    public String name() {
        return has(Fault.NAMED_LIKE_A_RULE) ? "lww" : "letters";
    }

    @Override
    public String version() {
        return has(Fault.WITHOUT_VERSION) ? "" : "1.0.0";
    }

    @Override
    public byte[] merge(List<Sibling> siblings) throws UnfitValue {
        if (has(Fault.FIRST_OF_THE_LIST)) {
            return siblings.get(0).value();
        }
        TreeSet<Character> letters = new TreeSet<>();
        for (Sibling sibling : siblings) {
            add(sibling.value(), letters);
        }
        if (has(Fault.STATE_OF_ITS_OWN)) {
            letters.add((char) ('A' + number % 26));
        }
        StringBuilder text = new StringBuilder();
        letters.forEach(text::append);
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private void add(byte[] value, TreeSet<Character> letters) throws UnfitValue {
        for (byte each : value) {
            if (each < 'A' || each > 'Z') {
                if (has(Fault.THROWS_AT_FOREIGN_BYTES)) {
                    throw new IllegalStateException("byte " + each);
                }
                throw new UnfitValue("byte " + each + " is no capital letter");
            }
            letters.add((char) each);
        }
    }

    @Override
    public byte[] sample(RandomGenerator random) {
        byte[] letters = new byte[has(Fault.ALWAYS_THE_SAME_SAMPLE) ? 0 : random.nextInt(4)];
        for (int i = 0; i < letters.length; i++) {
            letters[i] = (byte) ('A' + random.nextInt(5));
        }
        return letters;
    }
}
