@NullMarked
package dev.tenon.blob.s3;

import org.jspecify.annotations.NullMarked;
