package dev.tenon.core.documents;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which media type a file is stored under. */
final class MediaTypes {

    private static final String UNKNOWN = "application/octet-stream";
    private static final Set<String> GENERAL =
            Set.of(UNKNOWN, "application/x-www-form-urlencoded", "binary/octet-stream", "application/x-download");
    private static final Pattern SANE =
            Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}");
    private static final Map<String, String> BY_ENDING = Map.ofEntries(
            Map.entry("csv", "text/csv"),
            Map.entry("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            Map.entry("gif", "image/gif"),
            Map.entry("html", "text/html"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("json", "application/json"),
            Map.entry("md", "text/markdown"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("png", "image/png"),
            Map.entry("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("txt", "text/plain"),
            Map.entry("webp", "image/webp"),
            Map.entry("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            Map.entry("xml", "application/xml"),
            Map.entry("zip", "application/zip"));

    private MediaTypes() {}

    /** The claimed type without its parameters; the ending's if nothing sane or telling was claimed. */
    static String of(@Nullable String claimed, @Nullable String ending) {
        return claimed(claimed).orElseGet(() -> ending == null ? UNKNOWN : BY_ENDING.getOrDefault(ending, UNKNOWN));
    }

    /** What is claimed, without its parameters, if it is sane and says anything: some clients send one type with whatever they send. */
    static Optional<String> claimed(@Nullable String claimed) {
        String essence = claimed == null ? "" : claimed.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return SANE.matcher(essence).matches() && !GENERAL.contains(essence) ? Optional.of(essence) : Optional.empty();
    }
}
