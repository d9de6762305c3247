/** The {@code armature} command: what it is called with, what it prints, how it ends. */
package org.armature.cli;
