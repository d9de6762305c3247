/**
 * The Java client: {@code get}, {@code put(key, value, context)} and {@code delete} (Dynamo §4.1), synchronous and
 * asynchronous, on bytes or on types with codecs and resolvers. A bundle, and a plain jar outside OSGi.
 */
@Export
@Version("1.0.0")
package org.armature.client;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
