package org.armature.config.schema;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.armature.config.problem.Place;
import org.armature.config.problem.Printable;
import org.armature.config.problem.Problem;

/** Goes through a document beside its schema; reports all that does not fit and keeps what does. */
public final class SchemaWalk {
    private static final String A_BLOCK = "a block { … }";

    private final Document document;
    private final Mistakes mistakes;

    private SchemaWalk(Document document, Mistakes mistakes) {
        this.document = document;
        this.mistakes = mistakes;
    }

    /** What the document holds of the schema; what is wrong goes to the mistakes and is left out. */
    public static Section walk(Document document, Schema schema, Mistakes mistakes) {
        SchemaWalk walk = new SchemaWalk(document, mistakes);
        return walk.section("", new Place(document.file(), 1), document.root(), schema);
    }

    private Section section(String block, Place place, ConfigObject object, Schema schema) {
        Section section = new Section(block, place);
        level(section, "", object, schema);
        for (Block inner : schema.blocks()) {
            if (!object.containsKey(inner.key())) {
                section.put(
                        inner, section(inner.key(), place, ConfigFactory.empty().root(), inner.of()));
            }
        }
        for (Setting<?> setting : schema.settings()) {
            if (setting.isRequired() && section.given(setting).isEmpty() && !section.isUnfit(setting)) {
                mistakes.add(Problem.unfit(
                                place, section.key(setting), setting.kind().allowed(), "nothing")
                        .suggesting("add " + setting.key() + ", it is required"));
            }
        }
        return section;
    }

    /** @param below the key of this level within the section, empty at its top */
    private void level(Section section, String below, ConfigObject object, Schema schema) {
        for (Map.Entry<String, ConfigValue> entry : sorted(object).entrySet()) {
            String key = below.isEmpty() ? entry.getKey() : below + "." + entry.getKey();
            String full = section.key().isEmpty() ? key : section.key() + "." + key;
            ConfigValue value = entry.getValue();
            Place place = document.placeOf(full, value);
            Optional<Setting<?>> setting = schema.setting(key);
            Optional<Block> block = schema.block(key);
            Optional<Group> group = schema.group(key);
            if (setting.isPresent()) {
                single(section, setting.get(), full, place, value);
            } else if (block.isPresent()) {
                Schema of = block.get().of();
                asObject(full, place, value).ifPresent(o -> section.put(block.get(), section(full, place, o, of)));
            } else if (group.isPresent()) {
                asObject(full, place, value)
                        .ifPresentOrElse(
                                blocks -> group(section, group.get(), full, blocks),
                                () -> section.markUnfit(group.get()));
            } else if (schema.isPrefix(key)) {
                asObject(full, place, value).ifPresent(deeper -> level(section, key, deeper, schema));
            } else if (schema.open()) {
                loose(section, key, full, place, value, schema);
            } else {
                unknown(below, entry.getKey(), full, place, schema);
            }
        }
    }

    private void single(Section section, Setting<?> setting, String full, Place place, ConfigValue value) {
        boolean resolved = isResolved(full, place, value);
        boolean fit = resolved && setting.kind().read(value).isPresent();
        if (resolved && !fit) {
            mistakes.add(Problem.unfit(place, full, setting.kind().allowed(), found(value)));
        }
        section.put(setting.key(), value, place, fit);
    }

    private void group(Section section, Group group, String full, ConfigObject blocks) {
        SortedMap<String, Section> filled = section.open(group);
        for (Map.Entry<String, ConfigValue> entry : sorted(blocks).entrySet()) {
            String key = full + "." + entry.getKey();
            Place place = document.placeOf(key, entry.getValue());
            if (!group.names().matcher(entry.getKey()).matches()) {
                mistakes.add(Problem.unfit(place, key, group.namesText(), '"' + entry.getKey() + '"'));
                section.markUnfit(group);
            } else {
                asObject(key, place, entry.getValue())
                        .ifPresentOrElse(
                                block -> filled.put(entry.getKey(), section(key, place, block, group.of())),
                                () -> section.markUnfit(group));
            }
        }
    }

    private void loose(Section section, String key, String full, Place place, ConfigValue value, Schema schema) {
        if (!isResolved(full, place, value)) {
            return;
        }
        if (value instanceof ConfigObject deeper) {
            level(section, key, deeper, schema);
        } else if (Kinds.scalar(value).isPresent()) {
            section.put(key, value, place, true);
        } else {
            mistakes.add(Problem.unfit(place, full, "a single value", found(value)));
        }
    }

    private void unknown(String block, String name, String full, Place place, Schema schema) {
        SortedSet<String> known = schema.namesBelow(block);
        String suggestion = NearestName.of(name, known)
                .or(() -> schema.elsewhere(name))
                .map(near -> "did you mean \"" + near + "\"?")
                .orElseGet(() -> "known here are " + String.join(", ", known));
        mistakes.add(Problem.wrong(place, full, "unknown key").suggesting(suggestion));
    }

    private Optional<ConfigObject> asObject(String full, Place place, ConfigValue value) {
        if (!isResolved(full, place, value)) {
            return Optional.empty();
        }
        if (value instanceof ConfigObject object) {
            return Optional.of(object);
        }
        mistakes.add(Problem.unfit(place, full, A_BLOCK, found(value)));
        return Optional.empty();
    }

    private boolean isResolved(String full, Place place, ConfigValue value) {
        try {
            return value.valueType() != null;
        } catch (ConfigException.NotResolved e) {
            String rendered = Printable.of(value.render(ConfigRenderOptions.concise()));
            mistakes.add(Problem.wrong(place, full, "nothing gives " + rendered + " a value")
                    .suggesting("define it in the file or the environment, or write ${?NAME} if it may be absent"));
            return false;
        }
    }

    private static String found(ConfigValue value) {
        String description = value.origin().description();
        String source = description.startsWith(EnvironmentVariables.ORIGIN) ? " (" + description + ")" : "";
        return switch (value.valueType()) {
            case OBJECT -> "a block { … }";
            case LIST -> "a list";
            case NULL -> "null";
            case STRING, NUMBER, BOOLEAN -> quotedIfBlank(Kinds.scalar(value).orElse("")) + source;
        };
    }

    private static String quotedIfBlank(String text) {
        return text.equals(text.strip()) && !text.isEmpty() ? text : '"' + text + '"';
    }

    private static SortedMap<String, ConfigValue> sorted(ConfigObject object) {
        return new TreeMap<>(object);
    }
}
