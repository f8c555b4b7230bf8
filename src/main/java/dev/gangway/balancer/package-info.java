/**
 * Workers: what a rule's backend URL stands for at run time, with the state that outlives one exchange. Selection among
 * several members belongs here too, later. Imports rules; thread-safe throughout.
 */
@NullMarked
package dev.gangway.balancer;

import org.jspecify.annotations.NullMarked;
