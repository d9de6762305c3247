/** What the command prints: tables for people, JSON for programs, raw values for pipes. */
package org.armature.cli.output;
