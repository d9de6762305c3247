/**
 * A table that is moved to another storage engine and back, node by node, under load: whether a request failed, whether
 * anything was lost, whether both engines had the same, and whether a node that is killed at any step goes on where it was.
 */
package org.armature.bench.migrate;
