/**
 * A fourth node that joins three under load and leaves again, over and over: whether every request succeeded, whether every
 * key had its owners at every moment, and what the change cost those who asked meanwhile (Dynamo §4.9 and §6.2).
 */
package org.armature.bench.growth;
