@NullMarked
package dev.tenon.architecture.planted.helidonstaysinthehttpadapter.app;

import org.jspecify.annotations.NullMarked;
