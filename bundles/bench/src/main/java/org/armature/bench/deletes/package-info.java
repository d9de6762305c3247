/**
 * {@code armature bench deletes}: many deletes while a node is down, and whether anything of them is left, or comes back, when it
 * has returned.
 */
package org.armature.bench.deletes;
