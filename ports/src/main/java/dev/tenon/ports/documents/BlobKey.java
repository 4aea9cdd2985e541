package dev.tenon.ports.documents;

import dev.tenon.ports.kernel.Id;
import java.util.UUID;

/** Where a file's bytes are: a generated key that says nothing about the file. Never reused. */
public record BlobKey(UUID value) implements Id {

    public BlobKey {
        Id.requireVersion7(value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
