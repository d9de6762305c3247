/** The Java client's metrics for Micrometer. */
@Export
@Version("1.0.0")
package org.armature.client.micrometer;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
