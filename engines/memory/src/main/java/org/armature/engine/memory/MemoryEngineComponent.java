package org.armature.engine.memory;

import org.armature.storage.StorageEngine;
import org.osgi.service.component.annotations.Component;

/** Publishes the engine. */
@Component(service = StorageEngine.class, property = StorageEngine.NAME_PROPERTY + "=memory")
public final class MemoryEngineComponent extends MemoryEngine {}
