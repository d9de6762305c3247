package org.armature.demo.tour;

import java.util.ArrayList;
import java.util.List;
import org.armature.demo.screen.Screen;

/** What the tour claims, each shown as it is found to hold or not. Used by one thread. */
final class Checks {
    private final Screen screen;
    private final List<String> failed = new ArrayList<>();

    Checks(Screen screen) {
        this.screen = screen;
    }

    void check(boolean holds, String claim) {
        screen.line((holds ? "      ok      " : "      FAILED  ") + claim);
        if (!holds) {
            failed.add(claim);
        }
    }

    /** Claims that did not hold. */
    List<String> failed() {
        return List.copyOf(failed);
    }
}
