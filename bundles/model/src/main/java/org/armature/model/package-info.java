/** What is stored and how versions relate: keys, dots, version vectors, siblings, causal contexts (Dynamo §4.4). */
@Export
@Version("1.0.0")
package org.armature.model;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
