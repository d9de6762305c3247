/** Where a key lives: tokens, partitions and preference lists (Dynamo §4.2, §4.3 and §6.2). */
@Export
@Version("1.0.0")
package org.armature.ring;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
