/**
 * The contract every storage engine passes, as JUnit 5 classes to extend; published so that others can write engines.
 *
 * <p>An engine's module has one test class that extends {@link org.armature.storage.testkit.EngineContract}, {@link
 * org.armature.storage.testkit.DurableEngineContract} or {@link org.armature.storage.testkit.FileEngineContract},
 * whichever promises most of what the engine promises, and gives it an {@link
 * org.armature.storage.testkit.EngineUnderTest}.
 */
@Export
@Version("1.0.0")
package org.armature.storage.testkit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
