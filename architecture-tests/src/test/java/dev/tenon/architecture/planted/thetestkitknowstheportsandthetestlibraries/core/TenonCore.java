package dev.tenon.architecture.planted.thetestkitknowstheportsandthetestlibraries.core;

public class TenonCore {}
