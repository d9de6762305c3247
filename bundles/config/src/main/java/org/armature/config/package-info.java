/**
 * Every file an operator writes or {@code init} makes: the node's own configuration, one file for each application
 * instance, the cluster's first ring and its key. A file is right or wrong as a whole; what is wrong is told at once,
 * each mistake with file, line, key and what would be right.
 */
@Export
@Version("1.0.0")
package org.armature.config;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
