/**
 * How replicas become alike without any read (Dynamo §4.7): how fast a node gets back all it has lost, what finding a few keys
 * among many costs, and that nothing is written where nothing differs.
 */
package org.armature.bench.repair;
