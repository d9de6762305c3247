/**
 * Hash trees over what a node holds of its partitions (Dynamo §4.7): kept up to date with each write, built anew by going
 * through the store where they can't be trusted, and compared with those of other replicas branch by branch.
 */
@Export
@Version("1.0.0")
package org.armature.antientropy;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
