package org.armature.client.internal;

import java.util.concurrent.TimeUnit;
import org.armature.model.Key;
import org.armature.model.TableName;

/** How keys and spans of time are written in messages. */
final class Texts {
    private static final int LONGEST_KEY = 100;

    private Texts() {}

    /** As the command line takes it, cut if the key is long. */
    static String of(TableName table, Key key) {
        String text = key.toString();
        return table + "/" + (text.length() <= LONGEST_KEY ? text : text.substring(0, LONGEST_KEY) + "…");
    }

    static String millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos) + " ms";
    }
}
