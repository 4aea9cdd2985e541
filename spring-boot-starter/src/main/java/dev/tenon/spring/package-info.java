/**
 * Tenon in a Spring Boot application. {@link dev.tenon.spring.TenonAutoConfiguration} makes a {@link dev.tenon.ports.Tenon} out of the
 * application's data source, its properties {@code tenon.*} and its own beans, and lets it take part in the application's transactions.
 */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.spring;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
