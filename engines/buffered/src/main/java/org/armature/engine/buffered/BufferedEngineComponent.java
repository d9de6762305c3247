package org.armature.engine.buffered;

import org.armature.storage.StorageEngine;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Publishes the engine. */
@Component(service = StorageEngine.class, property = StorageEngine.NAME_PROPERTY + "=buffered")
public final class BufferedEngineComponent extends BufferedEngine {
    @Deactivate
    public void stop() {
        closeAll();
    }
}
