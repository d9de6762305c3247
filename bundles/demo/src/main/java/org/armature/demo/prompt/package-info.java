/** The prompt the demo leaves on a terminal. */
package org.armature.demo.prompt;
