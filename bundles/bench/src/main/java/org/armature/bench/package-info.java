/**
 * The load generator and the bound it is held against: the same traffic between bare Netty processes that store
 * nothing. Used from the command line only.
 */
package org.armature.bench;
