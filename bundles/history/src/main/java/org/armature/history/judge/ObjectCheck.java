package org.armature.history.judge;

/** Judges one object when everything is known. Keeps nothing between objects. */
interface ObjectCheck {
    void judge(ObjectTrial trial, Findings findings);
}
