package dev.tenon.crypto;

import dev.tenon.ports.flags.spi.Chance;
import java.util.concurrent.ThreadLocalRandom;

/** Numbers that are quick to draw, and guard nothing. */
public final class ThreadLocalChance implements Chance {

    @Override
    public int below(int bound) {
        return ThreadLocalRandom.current().nextInt(bound);
    }
}
