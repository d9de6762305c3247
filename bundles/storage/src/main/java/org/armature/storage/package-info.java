/**
 * The contract between a node and the engine that keeps its objects (Dynamo §5, local persistence engine).
 *
 * <p>An engine is an OSGi service of type {@link org.armature.storage.StorageEngine}. It opens one {@link
 * org.armature.storage.Environment} per application instance, and that holds one ordered byte map, a {@link
 * org.armature.storage.PartitionStore}, per table and partition. An engine knows nothing of clocks, siblings or quorums.
 */
@Export
@Version("1.0.0")
package org.armature.storage;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
