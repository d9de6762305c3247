/** Nodes as processes of this machine: started, waited for, killed, and never confused with somebody else's. */
@Export
@Version("1.0.0")
package org.armature.demo.process;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
