@NullMarked
package dev.tenon.architecture.planted.s3staysinitsadapter.blob.fs;

import org.jspecify.annotations.NullMarked;
