package org.armature.demo.tour;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.armature.demo.cluster.ClusterPlan;
import org.armature.demo.data.SampleShop;
import org.armature.demo.traffic.HistoryLog;
import org.armature.history.Fact;
import org.armature.history.Wish;
import org.armature.model.TableName;

/** The demo's application: its cluster and its tables. */
public final class Shop {
    static final int N = 3;
    static final int R = 2;
    static final int W = 2;
    /** With as many nodes as owners no quorum has room for a fallback. */
    static final Wish QUORUM = Wish.strict(R, W);

    private static final int PARTITIONS = 96;
    private static final String HEAP = "128m";

    private static final String INSTANCE_FILE = """
            # The sample shop of the demo.
            defaults { n = 3, r = 2, w = 2, engine = bdbje, durability = process }
            tables {
              product {}
              cart {}
              session {}
              photo {}
            }
            """;

    /** So that deleted data is removed for good while the tour goes on. */
    private static final String SOON = "reaping { interval = 5 s, look-through = 10 s }\n";

    private Shop() {}

    /** Notes what the tables promise. */
    static void describe(HistoryLog history) throws IOException {
        for (String table : List.of("product", "cart", "session", "photo")) {
            String name = new TableName(SampleShop.INSTANCE, table).toString();
            history.note(new Fact.Table(System.nanoTime(), name, N, Fact.Reconcile.SIBLINGS, false, 0, 0));
        }
    }

    /** @param moreInstance further lines of the instance's file, or nothing */
    public static ClusterPlan plan(String moreInstance) {
        return new ClusterPlan(
                "demo",
                N,
                PARTITIONS,
                new TreeMap<>(Map.of(SampleShop.INSTANCE, INSTANCE_FILE + moreInstance)),
                SOON,
                HEAP);
    }
}
