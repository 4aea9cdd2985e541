@NullMarked
package dev.tenon.architecture.planted.oneclasswritestothestandardstreams.app;

import org.jspecify.annotations.NullMarked;
