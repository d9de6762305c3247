/**
 * What background work costs requests (Dynamo §6.5): comparisons of replicas, deliveries of hints and a move of partitions at
 * once, under load, with the controller that lets them yield and without it.
 */
package org.armature.bench.background;
