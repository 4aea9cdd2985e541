package dev.tenon.ports.imports;

import dev.tenon.ports.kernel.Id;
import java.util.Optional;
import java.util.UUID;

/** Names an import. */
public record ImportId(UUID value) implements Id {

    public ImportId {
        Id.requireVersion7(value);
    }

    /** Reads an id; empty if the text is none. */
    public static Optional<ImportId> parse(String text) {
        return Id.parse(text).map(ImportId::new);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
