/**
 * What several storage engines need and the contract does not say: one opener of a directory, work that no interrupt
 * reaches, the figures of a store. Every engine has a private copy in its bundle, so that each can be exchanged alone.
 */
package org.armature.engine.common;
