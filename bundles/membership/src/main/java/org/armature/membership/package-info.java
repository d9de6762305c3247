/**
 * How the other nodes are doing, as far as this one can tell (Dynamo §4.8.3): a local opinion, learnt from answers. It
 * steers preference lists and never changes the ring.
 */
@Export
@Version("1.0.0")
package org.armature.membership;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
