package dev.tenon.tika;

import dev.tenon.ports.documents.spi.MediaTypeDetector;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.mime.MimeTypeException;
import org.apache.tika.mime.MimeTypes;

/** Tells types by the table of Apache Tika's core, which is read when it is first needed. */
public final class TikaDetector implements MediaTypeDetector {

    /** What Tika calls by names of its own; nobody else knows them. */
    private static final Map<String, String> OURS = Map.of(
            "application/x-tika-msoffice", "application/x-ole-storage",
            "application/x-tika-ooxml", "application/zip",
            "text/x-web-markdown", "text/markdown");

    private static final String ITS_OWN = "/x-tika-";

    /** Reads Tika's table, which takes a moment the first time. */
    public void warmUp() {
        MimeTypes.getDefaultMimeTypes();
    }

    @Override
    public String ofBytes(byte[] head) {
        try (ByteArrayInputStream bytes = new ByteArrayInputStream(head)) {
            String type = essence(MimeTypes.getDefaultMimeTypes().detect(bytes, new Metadata()));
            return type.equals("application/zip") ? OfficePackage.type(head).orElse(type) : type;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public Optional<String> ofName(String fileName) {
        Metadata name = new Metadata();
        // Only the name: without bytes Tika has nothing else to go by.
        name.set(TikaCoreProperties.RESOURCE_NAME_KEY, fileName);
        try {
            String type = essence(MimeTypes.getDefaultMimeTypes().detect(null, name));
            return type.equals(UNKNOWN) ? Optional.empty() : Optional.of(type);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public boolean isKnown(String type) {
        MediaType parsed = MediaType.parse(type);
        return parsed != null && registry().getTypes().contains(registry().normalize(parsed));
    }

    @Override
    public boolean isA(String type, String general) {
        MediaType special = MediaType.parse(type);
        MediaType wide = MediaType.parse(general);
        if (special == null || wide == null) {
            return type.equals(general);
        }
        return type.equals(general)
                || registry()
                        .isInstanceOf(registry().normalize(special), registry().normalize(wide));
    }

    @Override
    public Optional<String> shortName(String type) {
        try {
            String ending = MimeTypes.getDefaultMimeTypes().forName(type).getExtension();
            return ending.length() > 1 ? Optional.of(ending.substring(1)) : Optional.empty();
        } catch (MimeTypeException notAType) {
            return Optional.empty();
        }
    }

    private static MediaTypeRegistry registry() {
        return MimeTypes.getDefaultMimeTypes().getMediaTypeRegistry();
    }

    private static String essence(MediaType type) {
        String essence = type.getBaseType().toString();
        String ours = OURS.get(essence);
        return ours != null ? ours : essence.contains(ITS_OWN) ? UNKNOWN : essence;
    }
}
