/**
 * What a table does to its engine, as a node measures it, and what advice follows (Dynamo §5: engines are chosen by an
 * application's object sizes). Evidence only: nothing here changes which engine serves.
 */
@Export
@Version("1.0.0")
package org.armature.storage.load;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
