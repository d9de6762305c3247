/**
 * What a client tells of its operations while it does them: for metrics, and for libraries that trace. Nothing here is
 * needed to use the client.
 */
@Export
@Version("1.0.0")
package org.armature.client.observe;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
