package org.armature.reconciler;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** A reconciler whose values are words separated by blanks, and which merges them as a test says. */
abstract class Scripted implements Reconciler {
    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public String version() {
        return "1.0.0";
    }

    @Override
    public byte[] merge(List<Sibling> siblings) throws UnfitValue {
        return bytes(mergeTexts(siblings));
    }

    abstract String mergeTexts(List<Sibling> siblings) throws UnfitValue;

    @Override
    public byte[] sample(RandomGenerator random) {
        TreeSet<String> words = new TreeSet<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            words.add(String.valueOf((char) ('a' + random.nextInt(6))));
        }
        return bytes(String.join(" ", words));
    }

    static TreeSet<String> union(List<Sibling> siblings) {
        TreeSet<String> union = new TreeSet<>();
        for (Sibling sibling : siblings) {
            union.addAll(List.of(text(sibling).split(" ", -1)));
        }
        union.remove("");
        return union;
    }

    static String text(Sibling sibling) {
        return new String(sibling.value(), StandardCharsets.UTF_8);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
