package dev.tenon.blob.s3;

import dev.tenon.ports.documents.BlobKey;
import dev.tenon.ports.kernel.Id;
import java.util.Optional;

/** What the objects of blobs are called: {@code <prefix>ab/cd/<key>}, as files are in directories. */
record ObjectNames(String prefix) {

    String of(BlobKey key) {
        String text = key.toString();
        int end = text.length();
        return prefix + text.substring(end - 4, end - 2) + "/" + text.substring(end - 2) + "/" + text;
    }

    /** The key of the blob that is called so; empty for what is not ours. */
    Optional<BlobKey> key(String name) {
        return Id.parse(name.substring(name.lastIndexOf('/') + 1))
                .map(BlobKey::new)
                .filter(key -> of(key).equals(name));
    }
}
