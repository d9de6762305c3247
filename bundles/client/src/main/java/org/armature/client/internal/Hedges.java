package org.armature.client.internal;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.armature.client.Hedge;
import org.armature.model.TableName;

/** The hedges of one client: one budget for all, and of each table what is usual there. Thread-safe. */
final class Hedges {
    private final Hedge policy;
    private final Map<TableName, Hedging> tables = new ConcurrentHashMap<>();
    private final HedgeBudget budget;

    Hedges(Hedge policy) {
        this.policy = policy;
        budget = new HedgeBudget(
                policy instanceof Hedge.After after
                        ? after.maxExtraPercent()
                        : policy instanceof Hedge.AfterPercentile usual ? usual.maxExtraPercent() : 1);
    }

    Hedging of(TableName table) {
        return policy instanceof Hedge.None ? Hedging.NONE : tables.computeIfAbsent(table, name -> hedging());
    }

    private Hedging hedging() {
        if (policy instanceof Hedge.After after) {
            return new FixedDelay(budget, OptionalLong.of(after.delay().toNanos()));
        } else if (policy instanceof Hedge.AfterPercentile usual) {
            return new UsualDelay(budget, new RecentLatencies(usual.percentile()));
        }
        throw new AssertionError(policy);
    }

    private record FixedDelay(HedgeBudget budget, OptionalLong delayNanos) implements Hedging {
        @Override
        public void begun() {
            budget.earn();
        }

        @Override
        public boolean take() {
            return budget.take();
        }

        @Override
        public void answered(long nanos) {}
    }

    private record UsualDelay(HedgeBudget budget, RecentLatencies recent) implements Hedging {
        @Override
        public void begun() {
            budget.earn();
        }

        @Override
        public OptionalLong delayNanos() {
            return recent.nanos();
        }

        @Override
        public boolean take() {
            return budget.take();
        }

        @Override
        public void answered(long nanos) {
            recent.add(nanos);
        }
    }
}
