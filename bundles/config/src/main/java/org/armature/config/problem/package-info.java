/** What is wrong or doubtful in an operator's file, and where: one line for each, never the first one alone. */
@Export
@Version("1.0.0")
package org.armature.config.problem;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
