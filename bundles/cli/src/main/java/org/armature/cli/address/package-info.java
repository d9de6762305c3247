/** How objects and values are written on a command line. */
package org.armature.cli.address;
