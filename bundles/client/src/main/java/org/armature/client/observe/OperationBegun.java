package org.armature.client.observe;

import java.util.OptionalLong;
import org.armature.model.TableName;

/**
 * An operation begins.
 *
 * @param keyHash the upper 64 bits of the key's position on the ring, which is its MD5; empty unless the client was built to
 *     tell it, and of a batch. Who can guess keys can find out which one it is
 */
public record OperationBegun(TableName table, OperationKind kind, OptionalLong keyHash) {}
