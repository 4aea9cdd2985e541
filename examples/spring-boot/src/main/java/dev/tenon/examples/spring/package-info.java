/** A club of beekeepers: a Spring Boot application with a table of its own, whose members are accounts of Tenon. */
@NullMarked
package dev.tenon.examples.spring;

import org.jspecify.annotations.NullMarked;
