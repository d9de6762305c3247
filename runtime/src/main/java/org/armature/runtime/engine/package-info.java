/**
 * How a node exchanges the bundles of its storage engines while it runs. The launcher offers {@link
 * org.armature.runtime.engine.EngineBundles} as a service.
 */
@Version("1.0.0")
package org.armature.runtime.engine;

import org.osgi.annotation.versioning.Version;
