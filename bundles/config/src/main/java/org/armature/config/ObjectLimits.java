package org.armature.config;

import org.armature.model.Key;

/**
 * How large the objects of a table may grow.
 *
 * @param maxKeyBytes longest key, 1 to 1,024
 * @param maxValueBytes longest value of one sibling
 * @param maxSiblings most concurrent versions of a key
 */
public record ObjectLimits(int maxKeyBytes, int maxValueBytes, int maxSiblings) {
    public ObjectLimits {
        if (maxKeyBytes < 1 || maxKeyBytes > Key.MAX_BYTES || maxValueBytes < 1 || maxSiblings < 1) {
            throw new IllegalArgumentException(
                    "out of range: " + maxKeyBytes + ", " + maxValueBytes + ", " + maxSiblings);
        }
    }

    /** Values of a key with all its siblings, in bytes: a record holds them together. */
    public long maxRecordBytes() {
        return (long) maxValueBytes * maxSiblings;
    }
}
