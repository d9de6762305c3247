package org.armature.replication;

import org.armature.model.TableName;
import org.armature.storage.Durability;

/**
 * What a coordinator needs to know of a table.
 *
 * @param n replicas of each key, 1 to 16
 * @param r replicas that must answer a read, 1 to n
 * @param w replicas that must have stored a write, 1 to n
 * @param durability what an acknowledged copy survives
 * @param maxKeyBytes longest key, 1 to 1,024
 * @param maxValueBytes longest value
 * @param maxSiblings most versions a key may have beside each other; a put that would add one more is refused
 */
public record TableSpec(
        TableName name,
        int n,
        int r,
        int w,
        Durability durability,
        int maxKeyBytes,
        int maxValueBytes,
        int maxSiblings) {
    public TableSpec {
        if (n < 1 || n > 16 || r < 1 || r > n || w < 1 || w > n) {
            throw new IllegalArgumentException(
                    name + ": 1 <= r, w <= n <= 16 does not hold: n=" + n + " r=" + r + " w=" + w);
        }
        if (maxKeyBytes < 1 || maxValueBytes < 1 || maxSiblings < 1) {
            throw new IllegalArgumentException(
                    name + ": limits must be 1 or more: " + maxValueBytes + " bytes, " + maxSiblings + " siblings");
        }
    }
}
