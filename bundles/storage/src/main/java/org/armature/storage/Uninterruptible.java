package org.armature.storage;

/**
 * Marks a class of threads that nobody can interrupt: their {@link Thread#interrupt()} does nothing. An engine whose
 * library breaks when its caller is interrupted does its work on such a thread itself, and for any other caller on a
 * thread of its own, at the price of two changes of thread a call.
 */
public interface Uninterruptible {}
