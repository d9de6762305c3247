/** The verbs of the command, one class each. */
package org.armature.cli.verb;
