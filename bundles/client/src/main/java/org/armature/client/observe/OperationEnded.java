package org.armature.client.observe;

import java.util.Optional;
import org.armature.model.ErrorCode;

/**
 * An operation has ended. Its exception is not here, since its message names the key.
 *
 * @param code of the store's exception, if it was one
 * @param attempts requests sent to nodes, hedges included; 0 if there was nobody to ask
 * @param failedKeys how many keys of a batch failed; of any other operation 1 if it failed, else 0
 * @param nanos from its beginning to its end, the program's codecs and functions included
 */
public record OperationEnded(
        OperationOutcome outcome, Optional<ErrorCode> code, int attempts, int failedKeys, long nanos) {}
