package org.armature.demo.data;

import org.armature.model.Bytes;
import org.armature.model.Key;

/** An object of the sample shop. */
public record SampleObject(String table, Key key, Bytes value) {}
