/** Scenarios that hold in every host, written once; the classes in {@code dev.gangway.it} run them in each. */
package dev.gangway.it.scenario;
