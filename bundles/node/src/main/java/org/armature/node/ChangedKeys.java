package org.armature.node;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keys that were changed while their piece is being sent, each once, those that waited longest first. */
final class ChangedKeys {
    private final Map<Located.RecordName, Located> keys = new LinkedHashMap<>();

    void forgetAll() {
        keys.clear();
    }

    void add(Located at) {
        keys.putIfAbsent(at.name(), at);
    }

    int size() {
        return keys.size();
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** Takes some of them, all of one table; none if there are none. */
    List<Located> take(int most) {
        List<Located> taken = new ArrayList<>();
        Iterator<Located> all = keys.values().iterator();
        while (all.hasNext() && taken.size() < most) {
            Located at = all.next();
            if (taken.isEmpty() || taken.get(0).table().name().equals(at.table().name())) {
                taken.add(at);
                all.remove();
            }
        }
        return taken;
    }
}
