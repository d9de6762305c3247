package org.armature.engine.mysql;

import org.armature.storage.StorageEngine;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Publishes the engine. */
@Component(service = StorageEngine.class, property = StorageEngine.NAME_PROPERTY + "=mysql")
public final class MysqlEngineComponent extends MysqlEngine {
    @Deactivate
    public void stop() {
        closeAll();
    }
}
