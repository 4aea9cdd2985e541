package dev.tenon.ports.apikeys;

import java.time.Duration;
import java.time.Instant;

/**
 * What came with a key within an hour or a day.
 *
 * @param from when the hour or day begins, in UTC
 * @param failed how many of the requests were answered 400 or more
 * @param average how long a request took; zero if there was none
 */
public record KeyUsageCount(Instant from, long requests, long failed, Duration average) {}
