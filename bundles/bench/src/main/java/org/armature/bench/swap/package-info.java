/**
 * Exchanges of a storage engine on running nodes under load: how long a node's storage calls wait for each, what that costs
 * those who ask meanwhile, and whether anything of the versions before is left in memory.
 */
package org.armature.bench.swap;
