package org.armature.node;

/** Where an answer goes: opaque to the core, made by whoever drives it. */
public interface ReplyTo {}
