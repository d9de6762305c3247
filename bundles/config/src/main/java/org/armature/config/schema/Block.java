package org.armature.config.schema;

/**
 * A key that holds one block of a shape that is used elsewhere too.
 *
 * @param key of one segment
 */
public record Block(String key, Schema of) {}
