package dev.tenon.cli.notifications;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tenon.cli.Stopped;
import dev.tenon.ports.kernel.Kind;
import dev.tenon.ports.notifications.EmailBrand;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** An organization's look as JSON, in the form that its {@code branding} has over HTTP. */
final class BrandingFile {

    private static final int LARGEST = 65_536;
    private static final String UNNAMED = "Example organization";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private BrandingFile() {}

    private record Look(
            @JsonProperty("name") @Nullable String name,
            @JsonProperty("primaryColor") @Nullable String primaryColor,
            @JsonProperty("accentColor") @Nullable String accentColor,
            @JsonProperty("logoDocumentId") @Nullable String logoDocumentId) {}

    /** What of it mails show. */
    static EmailBrand read(Path file) throws IOException {
        byte[] json;
        try (InputStream bytes = Files.newInputStream(file)) {
            json = bytes.readNBytes(LARGEST);
        }
        try {
            Look look = MAPPER.readValue(json, Look.class);
            return new EmailBrand(look.name() == null ? UNNAMED : look.name(), look.primaryColor());
        } catch (JsonProcessingException | IllegalArgumentException unusable) {
            throw new Stopped(
                    Kind.MALFORMED,
                    file + " is no branding: it is JSON like {\"name\": \"Acme\", \"primaryColor\": \"#0a58ca\"}.");
        }
    }
}
