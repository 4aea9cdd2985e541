@NullMarked
package dev.tenon.examples.spring;

import org.jspecify.annotations.NullMarked;
