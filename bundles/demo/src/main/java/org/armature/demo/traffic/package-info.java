/** Clients that keep a history of what they wrote and what they had seen, and a look at what became of it. */
@Export
@Version("1.0.0")
package org.armature.demo.traffic;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
