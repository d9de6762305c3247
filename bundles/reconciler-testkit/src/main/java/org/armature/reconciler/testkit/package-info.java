/**
 * The contract every reconciler passes, as a JUnit 5 class to extend; published so that others can write reconcilers.
 *
 * <p>A reconciler's module has one test class that extends {@link
 * org.armature.reconciler.testkit.ReconcilerContract} and gives it the reconciler.
 */
@Export
@Version("1.0.0")
package org.armature.reconciler.testkit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
