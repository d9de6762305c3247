package org.armature.server;

import java.util.Optional;
import org.armature.config.TableConfig;
import org.armature.storage.EngineChoice;

/**
 * Which engine a table gets of those that are there now.
 *
 * @param serving the one that keeps it at this moment; empty if none does
 */
record TableChoice(TableConfig table, EngineChoice choice, Optional<String> serving) {}
