@NullMarked
package dev.tenon.architecture.planted.extractionstaysinitsadapter.blob.fs;

import org.jspecify.annotations.NullMarked;
