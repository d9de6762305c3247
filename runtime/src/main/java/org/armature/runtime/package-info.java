/**
 * The launcher: one process, one OSGi framework, one data directory. It takes the directory's lock, starts the bundles
 * of the distribution in the order of their folders and stops them in the reverse order on SIGTERM. What a node does
 * is the bundles' business.
 */
package org.armature.runtime;
