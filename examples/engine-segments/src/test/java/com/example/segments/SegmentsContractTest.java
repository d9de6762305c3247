package com.example.segments;

import org.armature.storage.testkit.EngineUnderTest;
import org.armature.storage.testkit.FileEngineContract;

class SegmentsContractTest extends FileEngineContract {
    @Override
    protected EngineUnderTest subject() {
        return new Segments();
    }
}
