package org.armature.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.armature.runtime.engine.EngineBundle;
import org.armature.runtime.engine.EngineBundles;
import org.armature.runtime.engine.FileStamp;

/** Takes jars that appear in the directory of engines for orders to use them. */
final class EngineDrops {
    private final EngineBundles bundles;
    private final EnginePresence presence;
    private final EngineSwaps swaps;
    private final EngineComplaints complaints;

    EngineDrops(EngineBundles bundles, EnginePresence presence, EngineSwaps swaps, EngineComplaints complaints) {
        this.bundles = bundles;
        this.presence = presence;
        this.swaps = swaps;
        this.complaints = complaints;
    }

    /** @param there jars that do not change any more */
    void look(SortedMap<Path, FileStamp> there) {
        List<EngineBundle> running = bundles.running();
        complaints.look(there, swaps.areIdle() ? orphans(running) : List.of());
        there.forEach((jar, stamp) -> {
            boolean runs = running.stream()
                    .anyMatch(each -> each.file().equals(jar) && each.stamp().equals(stamp));
            if (!runs && !complaints.knows(jar, stamp) && !swaps.isUnderWay(jar, stamp)) {
                swaps.order(jar, false, Optional.of(stamp));
            }
        });
    }

    private List<EngineBundle> orphans(List<EngineBundle> running) {
        Set<Long> serving = new TreeSet<>();
        presence.allServing().forEach(each -> serving.add(each.origin().bundle()));
        return running.stream()
                .filter(each -> serving.contains(each.id()) && !bundles.isFileThere(each))
                .toList();
    }
}
