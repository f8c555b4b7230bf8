/** What operators see of exchanges: log events. Imports exchange; thread-safe, never blocks on more than the logger. */
@NullMarked
package dev.gangway.observe;

import org.jspecify.annotations.NullMarked;
