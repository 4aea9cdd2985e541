package dev.tenon.core.flags;

import java.nio.charset.StandardCharsets;

/**
 * Which bucket somebody falls into, always the same: {@code unsigned(murmur3_x86_32(utf8(group + ":" + id), seed)) % buckets + 1}, as
 * Unleash does it. MurmurHash3 is Austin Appleby's, in the public domain.
 */
final class Bucketing {

    private static final int VARIANT_SEED = 86_028_157;

    private Bucketing() {}

    /** The bucket that decides whether somebody is let in, from 1 on. */
    static int ofRollout(String group, String id, int buckets) {
        return normalized(group, id, buckets, 0);
    }

    /** The bucket that decides which variant somebody gets, from 1 on. */
    static int ofVariant(String group, String id, int buckets) {
        return normalized(group, id, buckets, VARIANT_SEED);
    }

    private static int normalized(String group, String id, int buckets, int seed) {
        byte[] key = (group + ':' + id).getBytes(StandardCharsets.UTF_8);
        return Integer.remainderUnsigned(murmur3(key, seed), buckets) + 1;
    }

    static int murmur3(byte[] key, int seed) {
        int hash = seed;
        int whole = key.length & ~3;
        for (int at = 0; at < whole; at += 4) {
            int block = (key[at] & 0xff)
                    | (key[at + 1] & 0xff) << 8
                    | (key[at + 2] & 0xff) << 16
                    | (key[at + 3] & 0xff) << 24;
            hash = Integer.rotateLeft(hash ^ scrambled(block), 13) * 5 + 0xe6546b64;
        }
        int rest = 0;
        for (int at = key.length - 1; at >= whole; at--) {
            rest = rest << 8 | (key[at] & 0xff);
        }
        hash ^= scrambled(rest);
        hash ^= key.length;
        hash = (hash ^ hash >>> 16) * 0x85ebca6b;
        hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
        return hash ^ hash >>> 16;
    }

    private static int scrambled(int block) {
        return Integer.rotateLeft(block * 0xcc9e2d51, 15) * 0x1b873593;
    }
}
