package dev.tenon.ports.documents;

/**
 * What came of copying all blobs to another place.
 *
 * @param copied how many were copied
 * @param bytes how many they have
 * @param present how many were there already
 * @param missing how many are nowhere
 * @param corrupt how many are not what they were, and were not copied
 */
public record BlobCopy(long copied, long bytes, long present, long missing, long corrupt) {

    /** Whether everything is there now. */
    public boolean whole() {
        return missing == 0 && corrupt == 0;
    }
}
