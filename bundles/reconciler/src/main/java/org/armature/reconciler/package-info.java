/**
 * The contract between a node and a bundle that merges siblings (Dynamo §4.4, semantic reconciliation) for readers.
 *
 * <p>A reconciler is an OSGi service of type {@link org.armature.reconciler.Reconciler}; tables name it in their
 * configuration. What it makes is a view: siblings stay stored, and a merge becomes a version only when somebody puts it.
 * Before a node uses a reconciler it has {@link org.armature.reconciler.ReconcilerLaws} tried on it.
 */
@Export
@Version("1.0.0")
package org.armature.reconciler;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
