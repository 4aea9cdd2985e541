@NullMarked
package dev.tenon.architecture.planted.nobodyknowstheapplication.examples;

import org.jspecify.annotations.NullMarked;
