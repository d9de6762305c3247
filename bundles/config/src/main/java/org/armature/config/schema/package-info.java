/**
 * Reads a HOCON file strictly: every key is known, every value is of its kind and within its range, and all mistakes
 * are reported at once. What the keys mean is said elsewhere.
 */
package org.armature.config.schema;
