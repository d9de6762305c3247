package org.armature.client;

import org.armature.model.CausalContext;

/**
 * A value to be put in place of what was read.
 *
 * @param context of the read whose result it replaces; {@link CausalContext#NONE} to replace nothing
 */
public record Edit<K, V>(K key, V value, CausalContext context) {}
