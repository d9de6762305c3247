package org.armature.history.judge;

import org.armature.history.Fact;

/**
 * A fact in its place.
 *
 * @param number of all facts, in the order in which they were noted
 */
record Noted(long number, Fact fact) {}
