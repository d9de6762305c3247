/**
 * What a change of the ring would mean, before anything moves (Dynamo §4.8.1: an administrator adds and removes nodes
 * explicitly): the ring that would follow, what moves to get there, and why a change can't be.
 */
@Export
@Version("1.0.0")
package org.armature.membership.plan;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
