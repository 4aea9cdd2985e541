package dev.tenon.jdbi;

/**
 * How a pool of connections is used at one moment.
 *
 * @param active how many connections are in use
 * @param idle how many are open and free
 * @param waiting how many threads wait for one
 * @param max how many there can be
 */
public record PoolFigures(int active, int idle, int waiting, int max) {}
