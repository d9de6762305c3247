package org.armature.config;

import static org.armature.config.InstanceKeys.MAX_SIBLINGS;
import static org.armature.config.InstanceKeys.MAX_VALUE;

import org.armature.config.problem.Problem;
import org.armature.config.schema.Kinds;

/** A record holds all siblings of a key, so max-value times max-siblings has to fit wherever a record goes. */
final class RecordRule {
    private RecordRule() {}

    /**
     * @param limit bytes that fit
     * @param place what holds no more, as half a sentence
     * @param remedy another way out than smaller values or fewer siblings; may be empty
     */
    static Problem tooLong(TableConfig table, Layers layers, long limit, String place, String remedy) {
        ObjectLimits limits = table.limits();
        boolean byValue = layers.table().has(MAX_VALUE) || !layers.table().has(MAX_SIBLINGS);
        var setting = byValue ? MAX_VALUE : MAX_SIBLINGS;
        return Problem.wrong(
                        layers.place(setting),
                        layers.key(setting),
                        "max-value (" + Kinds.showSize(limits.maxValueBytes()) + ") times max-siblings ("
                                + limits.maxSiblings() + ") is " + Kinds.showSize(limits.maxRecordBytes())
                                + ", more than " + place + ", " + Kinds.showSize(limit))
                .suggesting("lower one of the two" + (remedy.isEmpty() ? "" : ", " + remedy));
    }
}
