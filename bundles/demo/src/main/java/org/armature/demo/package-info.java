/** The demo: three nodes on this machine, a tour through what they promise, and a prompt to try things. */
@Export
@Version("1.0.0")
package org.armature.demo;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
