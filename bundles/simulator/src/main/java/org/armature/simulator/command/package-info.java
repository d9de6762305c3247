/** The simulator as a command of its own. */
@Export
@Version("1.0.0")
package org.armature.simulator.command;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
