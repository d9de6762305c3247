package org.armature.microbench.engines;

import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.engine.bdbje.BdbjeEngine;
import org.armature.engine.buffered.BufferedEngine;
import org.armature.engine.memory.MemoryEngine;
import org.armature.engine.mysql.MysqlEngine;
import org.armature.storage.StorageEngine;

/** The engines that can be measured: those of the project, and any other from its jar. */
final class Field {
    private final Map<String, StorageEngine> engines = new TreeMap<>();
    private final Map<String, SortedMap<String, String>> options = new TreeMap<>();
    private final Map<String, Path> data = new TreeMap<>();

    /**
     * @param jars class of the engine by jar
     * @param settings values by {@code engine.option}
     * @param data directories of servers by engine
     * @throws IllegalArgumentException naming what can't be used
     */
    Field(Map<Path, String> jars, Map<String, String> settings, Map<String, Path> data) {
        for (StorageEngine engine :
                List.of(new MemoryEngine(), new BdbjeEngine(), new BufferedEngine(), new MysqlEngine())) {
            engines.put(engine.name(), engine);
        }
        jars.forEach((jar, type) -> {
            StorageEngine engine = load(jar, type);
            engines.put(engine.name(), engine);
        });
        settings.forEach(this::set);
        this.data.putAll(data);
        Set<String> unknown = new HashSet<>(options.keySet());
        unknown.addAll(data.keySet());
        unknown.removeAll(engines.keySet());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("options of engines that are not there: " + unknown + "; there are "
                    + String.join(", ", engines.keySet()));
        }
    }

    /** @throws IllegalArgumentException if there is no such engine, or none it could stand on */
    List<Contestant> named(List<String> names) {
        List<Contestant> contestants = new ArrayList<>();
        for (String name : names) {
            contestants.add(named(name));
        }
        return contestants;
    }

    private Contestant named(String name) {
        StorageEngine engine = engines.get(name);
        if (engine == null) {
            throw new IllegalArgumentException("there is no engine \"" + name + "\" but "
                    + String.join(", ", engines.keySet()) + "; give the jar of another with --engine-jar");
        }
        SortedMap<String, String> own = options.getOrDefault(name, new TreeMap<>());
        return new Contestant(engine, own, engine.standsOn(own).map(this::named), Optional.ofNullable(data.get(name)));
    }

    private void set(String name, String value) {
        int dot = name.indexOf('.');
        if (dot < 1) {
            throw new IllegalArgumentException("--option " + name + "=" + value + ", must be ENGINE.NAME=VALUE");
        }
        options.computeIfAbsent(name.substring(0, dot), first -> new TreeMap<>())
                .put(name.substring(dot + 1), value);
    }

    /** The jar stays open for as long as the process lives. */
    private static StorageEngine load(Path jar, String type) {
        try {
            URL[] place = {jar.toUri().toURL()};
            return Class.forName(type, true, new URLClassLoader(place, Field.class.getClassLoader()))
                    .asSubclass(StorageEngine.class)
                    .getConstructor()
                    .newInstance();
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException("--engine-jar " + jar + "=" + type + ": " + e.getCause(), e);
        } catch (MalformedURLException | ReflectiveOperationException | ClassCastException e) {
            throw new IllegalArgumentException(
                    "--engine-jar " + jar + "=" + type + ", must be a jar and the name of a StorageEngine in it: " + e,
                    e);
        }
    }
}
