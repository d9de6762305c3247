package org.armature.client;

import java.util.List;
import org.armature.model.CausalContext;

/**
 * Somebody wanted the one value of a key that has several versions, and the table's resolver left them to the caller.
 * Not a failure of the store, which has kept them all; nothing was written.
 */
public final class ConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Versioned.Conflict<?, ?> conflict;

    ConflictException(Versioned.Conflict<?, ?> conflict) {
        super(conflict.table() + "/" + conflict.key() + " has "
                + conflict.siblings().size()
                + " versions that nobody has merged, and the table handle has no resolver for them; all are kept."
                + " Put what they make together with the context of this read, or give the handle a resolver");
        this.conflict = conflict;
    }

    /** Two or more, one of them at least with a value; for their types see {@link Versioned.Conflict}. */
    public List<? extends TypedSibling<?>> siblings() {
        return conflict.siblings();
    }

    /** Covers all of them. */
    public CausalContext context() {
        return conflict.context();
    }
}
