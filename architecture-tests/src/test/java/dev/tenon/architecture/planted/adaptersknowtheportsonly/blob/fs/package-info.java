@NullMarked
package dev.tenon.architecture.planted.adaptersknowtheportsonly.blob.fs;

import org.jspecify.annotations.NullMarked;
