/**
 * The balance laboratory: how evenly the three strategies load the nodes of a cluster, and what membership metadata each
 * costs (Dynamo §6.2, figures 6 and 8), worked out from the rings that real clusters use.
 */
package org.armature.simulator.balance;
