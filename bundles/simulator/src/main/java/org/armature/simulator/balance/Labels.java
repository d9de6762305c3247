package org.armature.simulator.balance;

import org.armature.ring.Strategy;

/** What strategies are called in tables and legends. */
final class Labels {
    private Labels() {}

    static String of(Strategy strategy) {
        String words =
                switch (strategy) {
                    case RANDOM_TOKENS -> "random tokens";
                    case RANDOM_TOKENS_EQUAL_PARTITIONS -> "random, equal parts";
                    case EQUAL_PARTITIONS -> "equal partitions";
                };
        return strategy.number() + ": " + words;
    }
}
