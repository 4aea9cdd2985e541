@NullMarked
package dev.tenon.architecture.planted.drivingportstaketheactorfirst.ports.accounts;

import org.jspecify.annotations.NullMarked;
