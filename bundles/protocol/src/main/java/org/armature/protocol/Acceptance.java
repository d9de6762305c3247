package org.armature.protocol;

import org.armature.ring.RingState;

/** A voter has accepted this state for the epoch that is being decided; it may yet accept another of a higher ballot. */
public record Acceptance(Ballot ballot, RingState value) {}
