package org.armature.node;

/** A turn of background work: from when it was given until it ends it counts as time that was taken. */
interface Slice {
    /** That of whoever has none. */
    Slice NONE = () -> {};

    /** It may be ended again, which changes nothing. */
    void end();
}
