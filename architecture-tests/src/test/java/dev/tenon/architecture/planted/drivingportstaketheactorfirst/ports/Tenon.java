package dev.tenon.architecture.planted.drivingportstaketheactorfirst.ports;

import dev.tenon.architecture.planted.drivingportstaketheactorfirst.ports.accounts.Accounts;

interface Tenon {
    Accounts accounts();
}
