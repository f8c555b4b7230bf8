/**
 * {@code java -jar gangway.war}: the command line, an embedded Tomcat that deploys the same listener as a stock container
 * would, and the demo. Imports {@code webapp}; nothing imports it. The main thread starts everything, a shutdown hook ends it.
 */
@NullMarked
package dev.gangway.standalone;

import org.jspecify.annotations.NullMarked;
