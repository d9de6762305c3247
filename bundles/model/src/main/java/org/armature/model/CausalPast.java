package org.armature.model;

/**
 * What whoever writes had seen of a key.
 *
 * @param vector the events seen
 * @param writes those of them that stood when they were seen. A write that was repeated through another coordinator has
 *     dots beside these, which the vector does not cover: by its request it is known all the same, and replacing one of
 *     its dots replaces all
 */
public record CausalPast(VersionVector vector, RequestLog writes) {
    public static final CausalPast NOTHING = new CausalPast(VersionVector.EMPTY, RequestLog.EMPTY);

    /** Of which only the events are known. */
    public static CausalPast of(VersionVector vector) {
        return vector.isEmpty() ? NOTHING : new CausalPast(vector, RequestLog.EMPTY);
    }

    public CausalPast merge(CausalPast other) {
        return new CausalPast(vector.merge(other.vector), writes.merge(other.writes));
    }

    public boolean isNothing() {
        return vector.isEmpty();
    }
}
