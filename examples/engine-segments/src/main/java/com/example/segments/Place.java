package com.example.segments;

/**
 * Where a value stands.
 *
 * @param offset of its first byte in the segment's file
 * @param checksum of the value, compared at every read
 * @param cost bytes of the log it keeps alive
 */
record Place(Segment segment, long offset, int length, int checksum, int cost) {}
