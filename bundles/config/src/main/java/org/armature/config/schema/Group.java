package org.armature.config.schema;

import java.util.regex.Pattern;

/**
 * A key that holds any number of named blocks, all of one shape.
 *
 * @param key of one segment
 * @param names what a name may be
 * @param namesText the same as half a sentence
 * @param of the shape of each block
 */
public record Group(String key, Pattern names, String namesText, Schema of) {}
