package org.armature.storage.load;

/**
 * What a table did to its engine.
 *
 * @param life since it was first counted; over restarts, if they were clean
 * @param recent the same with everything counted half after each {@link TableLoad#HALF_LIFE_MINUTES} minutes, so that
 *     a change shows
 */
public record LoadReport(LoadWindow life, LoadWindow recent) {
    public static final LoadReport NOTHING = new LoadReport(LoadWindow.NOTHING, LoadWindow.NOTHING);

    /** Of two shards. */
    public LoadReport plus(LoadReport other) {
        return new LoadReport(life.plus(other.life), recent.plus(other.recent));
    }
}
