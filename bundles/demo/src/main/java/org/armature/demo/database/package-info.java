/** A MySQL or MariaDB server for nodes of this machine: one that was named, or one that is found and started for as long as it is needed. */
@Export
@Version("1.0.0")
package org.armature.demo.database;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
