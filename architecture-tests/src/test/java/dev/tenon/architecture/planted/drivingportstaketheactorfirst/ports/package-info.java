@NullMarked
package dev.tenon.architecture.planted.drivingportstaketheactorfirst.ports;

import org.jspecify.annotations.NullMarked;
