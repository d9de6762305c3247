package org.armature.demo.tour;

import java.util.Map;
import java.util.TreeMap;
import org.armature.demo.cluster.ClusterPlan;
import org.armature.demo.data.SampleShop;

/** The demo's application: its cluster and its tables. */
public final class Shop {
    static final int N = 3;
    static final int W = 2;
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

    private Shop() {}

    public static ClusterPlan plan() {
        return new ClusterPlan("demo", N, PARTITIONS, new TreeMap<>(Map.of(SampleShop.INSTANCE, INSTANCE_FILE)), HEAP);
    }
}
