@NullMarked
package dev.tenon.architecture.planted.stripestaysinitsadapter.app;

import org.jspecify.annotations.NullMarked;
