package org.armature.node;

/** What a node can't be sure of in its own data; each includes those before it. */
public enum DataDoubt {
    NONE,
    /**
     * It may lack what an earlier life had acknowledged, since that was not stopped cleanly, or all it had is gone: a new node
     * can't tell.
     */
    MAY_LACK,
    /** It may also be older than what this node has confirmed since: a copy made before other owners removed what was deleted. */
    MAY_BE_OLD
}
