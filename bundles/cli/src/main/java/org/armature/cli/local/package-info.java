/** The installation the command belongs to: its directories, and the node that runs on them. */
package org.armature.cli.local;
