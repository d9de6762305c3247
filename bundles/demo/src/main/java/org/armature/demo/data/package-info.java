/** The sample shop of the demo: products, carts, sessions and photos, the same on every machine. */
@Export
@Version("1.0.0")
package org.armature.demo.data;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
