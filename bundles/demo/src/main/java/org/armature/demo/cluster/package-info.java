/** Three nodes on this machine, for as long as they are needed: their files, their processes, their end. */
@Export
@Version("1.0.0")
package org.armature.demo.cluster;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
