/** What is done about storage engines of running nodes: newer jars are made and taken, tables are moved and compared. */
@Export
@Version("1.0.0")
package org.armature.demo.engine;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
