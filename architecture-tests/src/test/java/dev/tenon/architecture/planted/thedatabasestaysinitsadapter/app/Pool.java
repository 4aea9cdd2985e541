package dev.tenon.architecture.planted.thedatabasestaysinitsadapter.app;

import com.zaxxer.hikari.HikariConfig;

class Pool {
    int size(HikariConfig config) {
        return config.getMaximumPoolSize();
    }
}
