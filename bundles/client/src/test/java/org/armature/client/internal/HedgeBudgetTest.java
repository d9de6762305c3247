package org.armature.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HedgeBudgetTest {
    @Test
    void itBeginsWithOneHedge() {
        HedgeBudget budget = new HedgeBudget(5);
        assertTrue(budget.take());
        assertFalse(budget.take());
    }

    @Test
    void aTwentiethOfGetsMayBeHedged() {
        HedgeBudget budget = new HedgeBudget(5);
        budget.take();
        for (int get = 1; get <= 19; get++) {
            budget.earn();
            assertFalse(budget.take(), "after " + get + " gets");
        }
        budget.earn();
        assertTrue(budget.take());
        assertFalse(budget.take());
    }

    @Test
    void whateverTheOrderThereAreNeverMoreThanThePart() {
        for (long seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            int percent = 1 + random.nextInt(100);
            HedgeBudget budget = new HedgeBudget(percent);
            long gets = 0;
            long hedges = 0;
            for (int step = 0; step < 20_000; step++) {
                if (random.nextInt(3) > 0) {
                    budget.earn();
                    gets++;
                } else if (budget.take()) {
                    hedges++;
                }
                assertTrue(hedges <= 1 + gets * percent / 100, "seed " + seed + " step " + step);
            }
        }
    }

    @Test
    void whatWasNotUsedIsKeptForAThousandGetsAtMost() {
        HedgeBudget budget = new HedgeBudget(5);
        for (int get = 0; get < 100_000; get++) {
            budget.earn();
        }
        int hedges = 0;
        while (budget.take()) {
            hedges++;
        }
        assertEquals(50, hedges);
    }
}
