package org.armature.server;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.armature.reconciler.Reconciler;
import org.armature.reconciler.Sibling;
import org.armature.reconciler.UnfitValue;

/** A reconciler of words separated by blanks, which does at some words what a test wants of it. */
final class Words implements Reconciler {
    static final String NAME = "words";

    /** Done with the words of a merge; whatever it makes is the result. */
    interface Habit {
        byte[] made(TreeSet<String> words) throws UnfitValue;
    }

    private final String version;
    private final Habit habit;

    private Words(String version, Habit habit) {
        this.version = version;
        this.habit = habit;
    }

    static Words union(String version) {
        return new Words(version, Words::bytes);
    }

    /** @param habit where the word is among them; else it makes the union */
    static Words at(String word, Habit habit) {
        return new Words("1.0.0", words -> words.contains(word) ? habit.made(words) : bytes(words));
    }

    static Words always(Habit habit) {
        return new Words("1.0.0", habit);
    }

    static byte[] bytes(TreeSet<String> words) {
        return String.join(" ", words).getBytes(StandardCharsets.UTF_8);
    }

    static Sibling sibling(String words) {
        return new Sibling(words.getBytes(StandardCharsets.UTF_8), 1, "n1");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public byte[] merge(List<Sibling> siblings) throws UnfitValue {
        TreeSet<String> words = new TreeSet<>();
        for (Sibling sibling : siblings) {
            words.addAll(List.of(new String(sibling.value(), StandardCharsets.UTF_8).split(" ", -1)));
        }
        words.remove("");
        return habit.made(words);
    }

    @Override
    public byte[] sample(RandomGenerator random) {
        TreeSet<String> words = new TreeSet<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            words.add(String.valueOf((char) ('a' + random.nextInt(4))));
        }
        return bytes(words);
    }
}
