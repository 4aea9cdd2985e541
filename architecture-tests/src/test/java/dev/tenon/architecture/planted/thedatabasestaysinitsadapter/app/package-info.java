@NullMarked
package dev.tenon.architecture.planted.thedatabasestaysinitsadapter.app;

import org.jspecify.annotations.NullMarked;
