package org.armature.server;

import org.armature.model.ErrorCode;

/** The cluster does not take this process for the node it says it is; the message is for the operator. */
final class Dismissed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Dismissed(String message) {
        super(ErrorCode.DUPLICATE_NODE + " " + message);
    }
}
