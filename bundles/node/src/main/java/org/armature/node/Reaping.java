package org.armature.node;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.armature.replication.TableSpec;

/** A shard's part in removing deleted data for good, and in shortening version vectors. */
final class Reaping {
    private final Workbench bench;
    private final ReapingAnswers answers;
    private final Reapings reapings;
    private final int shard;
    private final int shards;
    private long lookedInEpoch = -1;

    Reaping(
            ShardSettings settings,
            Workbench bench,
            FreshWrites fresh,
            Doubts doubts,
            HintDelivery delivery,
            Transfers transfers) {
        this.bench = bench;
        this.shard = settings.index();
        this.shards = settings.shards();
        Stragglers stragglers = new Stragglers(bench, delivery, transfers);
        answers = new ReapingAnswers(bench, doubts, stragglers, new Reentry(bench, fresh, stragglers));
        reapings = new Reapings(bench, answers, settings.reaping());
    }

    /** Stores can be read that could not be before. */
    void storesOpened() {
        lookedInEpoch = -1;
        ringChanged();
    }

    /** Who owns what may be others than before. */
    void ringChanged() {
        if (bench.view().stands() && bench.view().epoch() != lookedInEpoch) {
            lookedInEpoch = bench.view().epoch();
            look();
        }
    }

    private void look() {
        SortedSet<Integer> owned = new TreeSet<>();
        for (TableSpec table : bench.view().tables()) {
            for (int partition = shard; partition < bench.view().partitions(); partition += shards) {
                if (bench.view().ownership().destination().ownersWithin(partition, table.n()).stream()
                        .anyMatch(owners -> owners.contains(bench.view().self()))) {
                    owned.add(partition);
                }
            }
        }
        reapings.look(owned);
    }

    void on(Event.ReapingAsked asked) {
        answers.on(asked);
    }

    List<ReapingReport> reports() {
        return reapings.reports();
    }
}
