package dev.tenon.ports.documents;

/**
 * What came out when the store was compared with the versions of all documents.
 *
 * @param versions how many were looked at; those that share their bytes count as one
 * @param bytes how many they have by their rows
 * @param contents whether every byte was read
 * @param missing blobs that are not there
 * @param corrupt blobs that are not what they were
 * @param orphaned blobs that belong to nothing
 */
public record BlobCheck(long versions, long bytes, boolean contents, long missing, long corrupt, long orphaned) {

    /** Whether every version has its bytes. */
    public boolean whole() {
        return missing == 0 && corrupt == 0;
    }

    /** Whether every version has its bytes, and there are no others. */
    public boolean clean() {
        return whole() && orphaned == 0;
    }
}
