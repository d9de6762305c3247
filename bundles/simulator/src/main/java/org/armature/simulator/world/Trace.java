package org.armature.simulator.world;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What happened in a run, as one number: two runs of a seed have the same. If somebody wants to read along, also as
 * text. Single-threaded.
 */
public final class Trace {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Timeline timeline;
    private final Consumer<String> reader;
    private long hash = 1;
    private long events;

    private Trace(Timeline timeline, Consumer<String> reader) {
        this.timeline = timeline;
        this.reader = reader;
    }

    /** Only the hash. */
    public static Trace silent(Timeline timeline) {
        return new Trace(timeline, null);
    }

    /** @param reader takes one line for each event */
    public static Trace told(Timeline timeline, Consumer<String> reader) {
        return new Trace(timeline, reader);
    }

    /** An event, at the present time. */
    public void event(long what, long details) {
        events++;
        hash = Seeds.mix(Seeds.mix(hash + timeline.now()) ^ Seeds.mix(what * 31 + details));
    }

    public boolean isRead() {
        return reader != null;
    }

    /** Costs nothing if nobody reads. */
    public void say(Supplier<String> line) {
        if (reader != null) {
            reader.accept(String.format("%12.6f %s", timeline.now() / NANOS_PER_SECOND, line.get()));
        }
    }

    public long hash() {
        return hash;
    }

    public long events() {
        return events;
    }
}
