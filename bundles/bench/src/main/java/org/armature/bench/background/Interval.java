package org.armature.bench.background;

import org.armature.bench.steady.LoadFigures;

/**
 * A stretch of time under load.
 *
 * @param load of all that was due in it
 * @param watched background work in it
 */
record Interval(LoadFigures load, Watched watched) {}
