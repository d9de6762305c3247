package com.example.highscore;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import org.armature.reconciler.Reconciler;
import org.armature.reconciler.Sibling;
import org.armature.reconciler.UnfitValue;

/** Merges lists of scores, so that of each player the best one stays. Thread-safe, as it has no state. */
public final class HighscoreReconciler implements Reconciler {
    private static final List<String> PLAYERS = List.of("alice", "bob", "carol");

    @Override
    public String name() {
        return "highscore";
    }

    @Override
    public String version() {
        return "1.0.0";
    }

    @Override
    public byte[] merge(List<Sibling> siblings) throws UnfitValue {
        Highscores merged = Highscores.none();
        for (Sibling sibling : siblings) {
            merged = merged.merge(read(sibling));
        }
        return merged.text().getBytes(StandardCharsets.US_ASCII);
    }

    private static Highscores read(Sibling sibling) throws UnfitValue {
        try {
            return Highscores.parse(new String(sibling.value(), StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            throw new UnfitValue(e.getMessage(), e);
        }
    }

    /** Few players and few scores, so that samples have something in common. */
    @Override
    public byte[] sample(RandomGenerator random) {
        Highscores sample = Highscores.none();
        for (int i = random.nextInt(4); i > 0; i--) {
            sample = sample.with(PLAYERS.get(random.nextInt(PLAYERS.size())), random.nextInt(5));
        }
        return sample.text().getBytes(StandardCharsets.US_ASCII);
    }
}
