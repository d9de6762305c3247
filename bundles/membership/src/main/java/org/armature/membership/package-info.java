/**
 * Who belongs to the cluster, which ring stands and how it changes (Dynamo §4.8, §4.9): {@link
 * org.armature.membership.Membership}. And how the other nodes are doing, as far as this one can tell (§4.8.3): {@link
 * org.armature.membership.FailureDetector}, a local opinion that steers preference lists and never changes the ring.
 */
@Export
@Version("1.0.0")
package org.armature.membership;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
