package org.armature.runtime.engine;

/**
 * By which a file is known as the one it was.
 *
 * @param bytes its size
 * @param modifiedMillis when it was last written, as the file system says
 */
public record FileStamp(long bytes, long modifiedMillis) {}
