/**
 * Three nodes as processes under load, killed, stopped and started, and whether what the store promises of such times held:
 * judged by the clients' own history, never by what the nodes say of themselves.
 */
package org.armature.bench.faults;
