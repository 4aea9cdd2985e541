package dev.tenon.app.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** The settings in force, each with where it comes from. In rising order: defaults, file, environment, flags. */
public final class Settings {

    /** The flag that names another file than {@code tenon.yaml} in the data directory. */
    public static final String CONFIG_FLAG = "config";

    private static final String FILE_NAME = "tenon.yaml";

    /** A value and where it comes from. */
    public record Sourced(String value, String source) {}

    private final Map<Setting, Sourced> values = new EnumMap<>(Setting.class);
    private final SortedMap<SocialSetting, Sourced> social = new TreeMap<>();

    private Settings() {
        for (Setting setting : Setting.values()) {
            values.put(setting, new Sourced(setting.standard(), "default"));
        }
    }

    /** Reads the settings; flags are kebab-case names with values as typed. */
    public static Settings read(Map<String, String> environment, Map<String, String> flags) {
        Settings settings = new Settings();
        settings.take(fromEnvironment(environment), "environment");
        settings.take(flags, "flag");
        Path file = settings.file(flags);
        settings.take(fromFile(file, flags.containsKey(CONFIG_FLAG)), file.toString());
        settings.take(fromEnvironment(environment), "environment");
        settings.take(flags, "flag");
        return settings;
    }

    /** The same with another value for one of them. */
    public Settings with(Setting setting, String value, String source) {
        Settings others = new Settings();
        others.values.putAll(values);
        others.social.putAll(social);
        others.values.put(setting, new Sourced(value, source));
        return others;
    }

    /** A value and where it comes from. */
    public Sourced sourced(Setting setting) {
        Sourced sourced = values.get(setting);
        if (sourced == null) {
            throw new IllegalStateException(setting + " has no value");
        }
        return sourced;
    }

    /** What is said of social providers, by key. */
    public SortedMap<SocialSetting, Sourced> social() {
        return Collections.unmodifiableSortedMap(social);
    }

    /** A value as text; empty if there is none. */
    public String text(Setting setting) {
        return sourced(setting).value();
    }

    /** Whether there is a value. */
    public boolean has(Setting setting) {
        return !text(setting).isEmpty();
    }

    /** A whole number within bounds. */
    public int number(Setting setting, int lowest, int highest) {
        String text = text(setting);
        try {
            int number = Integer.parseInt(text);
            if (number >= lowest && number <= highest) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // told below, like a number out of bounds
        }
        throw invalid(setting, "is a whole number from " + lowest + " to " + highest + ", not \"" + text + "\"");
    }

    /** A yes or no. */
    public boolean flag(Setting setting) {
        return switch (text(setting)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(setting, "is true or false");
        };
    }

    /** The data directory, absolute. */
    public Path dataDirectory() {
        return Path.of(text(Setting.DATA_DIR)).toAbsolutePath().normalize();
    }

    /** What is wrong with a setting. */
    public InvalidSetting invalid(Setting setting, String what) {
        return new InvalidSetting(setting.key() + " " + what + ". It comes from: "
                + sourced(setting).source() + ".");
    }

    private Path file(Map<String, String> flags) {
        String named = flags.get(CONFIG_FLAG);
        return named == null
                ? dataDirectory().resolve(FILE_NAME)
                : Path.of(named).toAbsolutePath();
    }

    private void take(Map<String, String> found, String source) {
        found.forEach((key, value) -> {
            if (!key.equals(CONFIG_FLAG)) {
                Sourced sourced = new Sourced(value, source);
                SocialSetting.ofKey(key)
                        .ifPresentOrElse(
                                setting -> social.put(setting, sourced), () -> values.put(known(key, source), sourced));
            }
        });
    }

    private static Setting known(String key, String source) {
        return Setting.ofKey(key)
                .orElseThrow(() -> new InvalidSetting("There is no setting named \"" + key + "\" (from: " + source
                        + "). There are: "
                        + Arrays.stream(Setting.values()).map(Setting::key).collect(Collectors.joining(", ")) + "."));
    }

    private static Map<String, String> fromEnvironment(Map<String, String> environment) {
        Map<String, String> found = new LinkedHashMap<>();
        for (Setting setting : Setting.values()) {
            String value = environment.get(setting.variable());
            if (value != null && !value.isEmpty()) {
                found.put(setting.key(), value);
            }
        }
        environment.forEach((variable, value) -> {
            if (!value.isEmpty()) {
                SocialSetting.ofVariable(variable).ifPresent(setting -> found.put(setting.key(), value));
            }
        });
        return found;
    }

    private static Map<String, String> fromFile(Path file, boolean mustExist) {
        if (!mustExist && !Files.exists(file)) {
            return Map.of();
        }
        Map<String, String> found = new LinkedHashMap<>();
        try (Reader reader = Files.newBufferedReader(file)) {
            Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
            if (document == null) {
                return Map.of();
            }
            if (!(document instanceof Map<?, ?> map)) {
                throw new InvalidSetting(file + " holds one setting a line, like http-port: 8081.");
            }
            map.forEach((key, value) -> {
                if (value == null || value instanceof Map || value instanceof Iterable) {
                    throw new InvalidSetting(key + " in " + file + " has one plain value.");
                }
                found.put(String.valueOf(key), String.valueOf(value));
            });
            return found;
        } catch (NoSuchFileException missing) {
            throw new InvalidSetting("There is no file " + file + ".");
        } catch (IOException unreadable) {
            throw new InvalidSetting(file + " cannot be read: " + unreadable.getMessage());
        } catch (YAMLException malformed) {
            throw new InvalidSetting(file + " is not YAML: " + malformed.getMessage());
        }
    }
}
