package dev.tenon.cli.flags;

import dev.tenon.cli.Stopped;
import dev.tenon.ports.flags.FeatureFlagPatch;
import dev.tenon.ports.flags.FlagDefinition;
import dev.tenon.ports.flags.FlagFormat;
import dev.tenon.ports.flags.FlagFormat.Reading;
import dev.tenon.ports.flags.FlagType;
import dev.tenon.ports.kernel.JsonText;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.kernel.Patched;
import dev.tenon.ports.kernel.Refusal;
import dev.tenon.ports.kernel.Violations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON about flags in files. */
final class FlagFile {

    /** More than all flags that there can be. */
    private static final int LARGEST = 64 << 20;

    private FlagFile() {}

    /** The JSON of a file. */
    static JsonText json(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            byte[] read = bytes.readNBytes(LARGEST + 1);
            if (read.length > LARGEST) {
                throw new Stopped(Kind.MALFORMED, file + " is larger than " + (LARGEST >> 20) + " MiB.");
            }
            return JsonText.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(read))
                    .toString());
        } catch (CharacterCodingException notUtf8) {
            throw new Stopped(Kind.MALFORMED, file + " is not UTF-8.");
        }
    }

    /** A flag as HTTP shows it; what is left out is as for a new one. */
    static FlagDefinition definition(String name, JsonText json) {
        Map<String, Object> tree = members(json);
        tree.put("name", name);
        Violations violations = new Violations();
        FlagDefinition definition = FlagFormat.definition(tree, new Reading("", violations, true));
        check(violations);
        return definition;
    }

    /** Stops with what is wrong in a file, each with its place. */
    static void check(Violations violations) {
        try {
            violations.refuseIfAny();
        } catch (Refusal refusal) {
            throw new Stopped(
                    Kind.INVALID,
                    refusal.errors().stream()
                            .map(error -> "In the file at " + error.pointer() + ": " + error.detail())
                            .collect(Collectors.joining("\n")));
        }
    }

    /** What of a flag a file says anew; all else stays. */
    static FeatureFlagPatch patch(JsonText json) {
        Map<String, Object> given = members(json);
        FlagDefinition read = definition("any", json);
        return new FeatureFlagPatch(
                given.containsKey("description") ? Patched.to(read.description()) : Patched.absent(),
                given(given, "type", read::type),
                given(given, "isStale", read::isStale),
                given(given, "impressionData", read::impressionData),
                given(given, "isEnabled", () -> read.rules().enabled()),
                given(given, "environments", () -> read.rules().environments()),
                given.containsKey("enabledFrom") ? Patched.to(read.rules().enabledFrom()) : Patched.absent(),
                given.containsKey("enabledUntil") ? Patched.to(read.rules().enabledUntil()) : Patched.absent(),
                given(given, "dependencies", () -> read.rules().dependencies()),
                given(given, "strategies", () -> read.rules().strategies()),
                given(given, "variants", () -> read.rules().variants()));
    }

    private static <T> @Nullable T given(Map<String, Object> members, String name, Supplier<T> value) {
        return members.containsKey(name) ? value.get() : null;
    }

    private static Map<String, Object> members(JsonText json) {
        if (!(json.value() instanceof Map<?, ?> members)) {
            throw new Stopped(Kind.MALFORMED, "The file is no JSON object.");
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        members.forEach((name, value) -> copy.put(String.valueOf(name), value));
        List.of("id", "name", "lastSeenAt", "expectedUntil", "createdAt", "updatedAt")
                .forEach(copy::remove);
        return copy;
    }

    /** A type by its name. */
    static FlagType type(String name) {
        return FlagType.named(name)
                .orElseThrow(() -> new Stopped(
                        Kind.MALFORMED,
                        "There is no type " + name
                                + "; there are release, experiment, operational, kill-switch and permission."));
    }
}
