/**
 * The test rig: byte-exact client and backend, and the hosts that run the packaged WAR. Everything binds to loopback, every
 * wait is bounded, everything closes.
 */
package dev.gangway.testing;
