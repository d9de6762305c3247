package org.armature.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.runtime.engine.FileStamp;
import org.junit.jupiter.api.Test;

class EngineWatchTest {
    private static final Path JAR = Path.of("engines/a.jar");

    private final List<SortedMap<Path, FileStamp>> told = new ArrayList<>();
    private SortedMap<Path, FileStamp> there = Collections.emptySortedMap();
    private boolean unreadable;

    private void look() {
        watch.lookOnce();
    }

    private final EngineWatch watch = new EngineWatch(
            () -> {
                if (unreadable) {
                    throw new IllegalStateException("no permission");
                }
                return there;
            },
            told::add);

    private void put(long bytes, long modified) {
        there = new TreeMap<>(Map.of(JAR, new FileStamp(bytes, modified)));
    }

    @Test
    void aFileIsToldOnceTwoLooksFoundItTheSame() {
        put(1, 1);
        look();
        put(2, 1);
        look();
        put(2, 2);
        look();
        assertEquals(List.of(), told);
        look();
        look();
        assertEquals(List.of(there), told);
    }

    @Test
    void aFileThatGoesAndOneThatChangesAreTold() {
        put(1, 1);
        look();
        look();
        put(2, 2);
        look();
        assertEquals(Map.of(), told.get(1));
        look();
        assertEquals(there, told.get(2));
        there = Collections.emptySortedMap();
        look();
        assertEquals(Map.of(), told.get(3));
    }

    @Test
    void aDirectoryThatCantBeReadForAWhileIsLookedAtAgain() {
        put(1, 1);
        look();
        unreadable = true;
        look();
        unreadable = false;
        look();
        assertEquals(List.of(there), told);
    }
}
