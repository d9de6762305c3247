package org.armature.bench.faults;

/**
 * A promise held against what was measured.
 *
 * @param what was measured
 * @param value it came to
 * @param aim it was to reach
 */
record Target(String what, String value, String aim, boolean held) {}
