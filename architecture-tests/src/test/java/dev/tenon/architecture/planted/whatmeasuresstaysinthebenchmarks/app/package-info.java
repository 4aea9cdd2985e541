@NullMarked
package dev.tenon.architecture.planted.whatmeasuresstaysinthebenchmarks.app;

import org.jspecify.annotations.NullMarked;
