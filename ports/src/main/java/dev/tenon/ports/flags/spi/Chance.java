package dev.tenon.ports.flags.spi;

/** Where numbers come from that decide nothing but who is let in by chance. They need not be secret. */
@FunctionalInterface
public interface Chance {

    /** Any number from 0 on that is less than this, each as likely. */
    int below(int bound);
}
