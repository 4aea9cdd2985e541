@NullMarked
package dev.tenon.architecture.planted.nobodyknowstheapplication.app;

import org.jspecify.annotations.NullMarked;
