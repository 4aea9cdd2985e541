package dev.tenon.architecture.planted.nobodyknowstheapplication.examples;

import dev.tenon.architecture.planted.nobodyknowstheapplication.app.Main;

class Quickstart {
    Main application() {
        return new Main();
    }
}
