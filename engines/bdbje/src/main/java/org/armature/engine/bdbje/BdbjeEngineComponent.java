package org.armature.engine.bdbje;

import org.armature.storage.StorageEngine;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Publishes the engine. */
@Component(service = StorageEngine.class, property = StorageEngine.NAME_PROPERTY + "=bdbje")
public final class BdbjeEngineComponent extends BdbjeEngine {
    @Deactivate
    public void stop() {
        closeAll();
        JeLog.leave();
    }
}
